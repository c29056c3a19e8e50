using Engagement.Transport.Errors;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Engagement.Transport.Execution;

/// <summary>
/// Decides, once the operation is known, whether its transport may carry it and whether the gates let it in. It runs
/// as the first validation rule, so that no work is done for who is refused, and for cached documents too. As a
/// listener it makes sure that it was asked: a host whose settings drop the rule must not run mutations by GET.
/// </summary>
internal sealed class OperationAdmission(OperationContext operation, OperationGates gates)
    : ValidationRuleBase, IDocumentExecutionListener
{
    /// <summary>Null until the document is parsed.</summary>
    public OperationType? Type { get; private set; }

    private bool _admitted;

    public override async ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        var type = context.Operation.Operation;
        Type = type;
        if (type == OperationType.Subscription && operation.Transport is (TransportKind.HttpGet or TransportKind.HttpPost))
            throw new SubscriptionNeedsSocketError();
        if (type == OperationType.Mutation && operation.Transport is (TransportKind.HttpGet or TransportKind.EventStreamGet))
            throw MethodNotAllowedError.ForMutation();

        if (await gates.CheckAsync(new OperationAttempt(type, context.Operation.Name?.StringValue, operation, context.Operation), context.CancellationToken) is { } refusal)
            throw refusal;
        _admitted = true;
        return null;
    }

    /// <summary>
    /// The gates' refusal of a request that named no operation that could be found: no such document, not GraphQL, too large.
    /// It counts as a query, or whoever sends nothing else had no limits.
    /// </summary>
    public ValueTask<ExecutionError?> CountAsync(CancellationToken cancellationToken) =>
        gates.CheckAsync(new OperationAttempt(OperationType.Query, null, operation), cancellationToken);

    public Task AfterValidationAsync(IExecutionContext context, IValidationResult validationResult) => Task.CompletedTask;

    public Task BeforeExecutionAsync(IExecutionContext context)
    {
        if (!_admitted)
            throw new InvalidOperationException("The transport's validation rule was removed.");
        operation.Making?.Start(context);
        return Task.CompletedTask;
    }

    public Task AfterExecutionAsync(IExecutionContext context) => Task.CompletedTask;
}
