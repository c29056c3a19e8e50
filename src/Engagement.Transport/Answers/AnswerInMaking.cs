using GraphQL.Execution;
using GraphQLParser.AST;

namespace Engagement.Transport.Answers;

/// <summary>An answer that somebody waits for: others who ask the same wait with them, unless it turns out to be for its caller alone.</summary>
internal sealed class AnswerInMaking(IAnswerStamps stamps)
{
    private readonly TaskCompletionSource<KeptAnswer?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer, or null as soon as it is known that there is none for others.</summary>
    public Task<KeptAnswer?> Done => _done.Task;

    /// <summary>Whether the answer may be for everybody; false before it is executed.</summary>
    public bool MayBeKept { get; private set; }

    /// <summary>The name of the operation that is run.</summary>
    public string? OperationName { get; private set; }

    /// <summary>Told of an operation that is about to be executed. A mutation's answer is its caller's: nobody waits while it writes.</summary>
    public void Start(IExecutionContext execution)
    {
        OperationName = execution.Operation.Name?.StringValue;
        MayBeKept = execution.Operation.Operation == OperationType.Query && stamps.MayBeKept(execution);
        if (!MayBeKept)
            End(null);
    }

    /// <summary>Lets those go on who wait. The first call counts.</summary>
    public void End(KeptAnswer? answer) => _done.TrySetResult(answer);
}
