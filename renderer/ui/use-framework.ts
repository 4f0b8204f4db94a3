import { useQuery } from '@tanstack/react-query';
import type { FrameworkRegistry } from '../../shared/framework/registry.ts';

/**
 * The bundled frameworks, loaded when a screen first needs them: they are large, and the first screen
 * must not wait for them. Undefined until then.
 */
export function useFrameworks(): FrameworkRegistry | undefined {
  const { data } = useQuery({ queryKey: ['frameworks'], queryFn: loadFrameworks });
  return data;
}

async function loadFrameworks(): Promise<FrameworkRegistry> {
  const { createFrameworkRegistry } = await import('../../shared/framework/registry.ts');
  return createFrameworkRegistry();
}
