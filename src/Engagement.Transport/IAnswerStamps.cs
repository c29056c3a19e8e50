using GraphQL.Execution;

namespace Engagement.Transport;

/// <summary>
/// Says which answers over HTTP are the same for every caller, and how long they hold. Registered by the host; without one
/// every answer is made anew and marked <c>no-store</c>.
/// </summary>
public interface IAnswerStamps
{
    /// <summary>Asked before a query is executed: whether its answer may turn out to be for everybody.</summary>
    bool MayBeKept(IExecutionContext execution);

    /// <summary>Asked when it was executed without errors: until when the answer holds; null if it is for its caller alone.</summary>
    AnswerStamp? StampOf(OperationContext operation);
}

/// <summary>What one answer was made from.</summary>
public abstract class AnswerStamp
{
    /// <summary>Whether the answer is still as good as a new one. Asked at every use, by many at once.</summary>
    public abstract bool IsCurrent();
}

/// <summary>Nothing is for everybody: the host registered no stamps of its own.</summary>
internal sealed class NoAnswerStamps : IAnswerStamps
{
    public bool MayBeKept(IExecutionContext execution) => false;

    public AnswerStamp? StampOf(OperationContext operation) => null;
}
