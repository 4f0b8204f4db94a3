import { MemoryRoomStorage } from './memory-room-storage.ts';
import { describeRoomStorage } from './room-storage.test-support.ts';

describeRoomStorage('memory', () => new MemoryRoomStorage());
