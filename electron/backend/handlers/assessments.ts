import { api } from './implementation.ts';

export const assessmentHandlers = {
  list: api.assessments.list.handler(({ context }) => context.services.workspace().assessments.list()),
  bundle: api.assessments.bundle.handler(({ context, input }) =>
    context.services.workspace().assessments.bundle(input.id),
  ),
  create: api.assessments.create.handler(({ context, input }) => {
    context.services.workspace().assessments.create(input);
    return { id: input.id };
  }),
  remove: api.assessments.remove.handler(({ context, input }) => {
    context.services.workspace().assessments.setRemoved(input.opId, input.id, true);
    return null;
  }),
  restore: api.assessments.restore.handler(({ context, input }) => {
    context.services.workspace().assessments.setRemoved(input.opId, input.id, false);
    return null;
  }),
  carryOver: api.assessments.carryOver.handler(({ context, input }) => {
    context.services.workspace().assessments.carryOver(input);
    return { id: input.newId };
  }),
  export: api.assessments.export.handler(({ context, input }) =>
    context.services.workspace().exchange.exportAssessment(input.id),
  ),
  inspectImport: api.assessments.inspectImport.handler(({ context, input }) =>
    context.services.workspace().exchange.inspect(input.content),
  ),
  import: api.assessments.import.handler(({ context, input }) =>
    context.services.workspace().exchange.importAssessment(input.opId, input.content, input.session),
  ),
};
