using System.Runtime.CompilerServices;
using Engagement.Graph;
using Engagement.Live;
using Engagement.Transport;
using GraphQL.Execution;
using GraphQLParser.AST;

namespace Engagement.Server.Operations;

/// <summary>
/// Answers are for everybody if every field that is selected is marked so, and if they showed nothing that the public may not
/// see (<see cref="AnswerSources"/>).
/// </summary>
internal sealed class AnswerStamps : IAnswerStamps
{
    /// <summary>What an operation selects, for as long as its document is kept.</summary>
    private readonly ConditionalWeakTable<GraphQLOperationDefinition, Selected> _selected = [];

    public bool MayBeKept(IExecutionContext execution)
    {
        var selection = _selected.GetValue(execution.Operation, operation => new Selected(
            CacheableSelection.Of(execution.Schema, execution.Document, operation.SelectionSet, execution.Schema.Query))).Selection;
        if (selection is null)
            return false;
        execution.RequestServices!.GetRequiredService<AnswerSources>().Start(selection.Seconds); // every operation has services
        return true;
    }

    public AnswerStamp? StampOf(OperationContext operation) =>
        operation.Services.GetRequiredService<AnswerSources>().Seal() is { } isCurrent ? new Stamp(isCurrent) : null;

    private sealed record Selected(CacheableSelection? Selection);

    private sealed class Stamp(Func<bool> isCurrent) : AnswerStamp
    {
        public override bool IsCurrent() => isCurrent();
    }
}
