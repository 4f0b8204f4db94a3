import { api } from './implementation.ts';

export const handoverHandlers = {
  overview: api.handover.overview.handler(({ context }) => context.services.handover.overview()),
  create: api.handover.create.handler(({ context, input }) => {
    const { opId, ...request } = input;
    return context.services.handover.create({ ...request, id: opId });
  }),
  writeReceipt: api.handover.writeReceipt.handler(({ context, input }) =>
    context.services.handover.writeReceipt(input.received),
  ),
  read: api.handover.read.handler(({ context, input }) =>
    context.services.handover.read(input.fileId, input.offset),
  ),
  forget: api.handover.forget.handler(({ context, input }) => {
    context.services.handover.forget(input.fileId);
    return null;
  }),
  receive: api.handover.receive.handler(({ context, input }) => {
    const { fileId, base64, ...piece } = input;
    context.services.handover.receive(fileId, { ...piece, piece: Buffer.from(base64, 'base64') });
    return null;
  }),
  open: api.handover.open.handler(({ context, input }) =>
    context.services.handover.open(input.fileId, input.passphrase),
  ),
  enterWorkspace: api.handover.enterWorkspace.handler(async ({ context, input }) => {
    await context.services.handover.enterWorkspace(input.fileId);
    return null;
  }),
  accept: api.handover.accept.handler(({ context, input }) =>
    context.services.handover.accept(input.fileId, input, input.senderConfirmed),
  ),
  acceptReceipt: api.handover.acceptReceipt.handler(({ context, input }) =>
    context.services.handover.acceptReceipt(input.fileId, input.senderConfirmed),
  ),
};
