using GraphQL.Execution;
using GraphQL.Validation;
using Microsoft.Extensions.Options;

namespace Engagement.Graph.Limits;

/// <summary>
/// Refuses an operation that costs too much, after validation and before anything is executed. The cost depends on the
/// variables, so it is taken at every request: this is a listener because the engine runs those for cached documents
/// too, where it leaves out validation rules.
/// </summary>
internal sealed class CostListener(IOptions<DocumentLimitOptions> options) : DocumentExecutionListenerBase
{
    private readonly DocumentLimitOptions _limits = options.Value;

    public override Task AfterValidationAsync(IExecutionContext context, IValidationResult validationResult)
    {
        if (!validationResult.IsValid || _limits.Cost is not > 0)
            return Task.CompletedTask;

        var cost = OperationCost.Of(
            context.Schema, context.Document, context.Operation, context.ExecutionOptions.Variables, _limits);
        if (cost.IsOver(_limits.Cost, out var limit))
            context.Errors.Add(DocumentLimitError.Cost(limit, cost));
        return Task.CompletedTask;
    }
}
