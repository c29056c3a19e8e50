using GraphQL.Transport;

namespace Engagement.Transport.Answers;

/// <summary>A whole answer that is the same for everybody, with what it takes to hand it out again. Safe for use by many at once.</summary>
/// <param name="json">The result object in UTF-8, without errors.</param>
/// <param name="stamp">Says until when it holds.</param>
/// <param name="request">What it answers.</param>
/// <param name="operationName">Of the operation that was run; null if it has none.</param>
internal sealed class KeptAnswer(ReadOnlyMemory<byte> json, AnswerStamp stamp, GraphQLRequest request, string? operationName)
    : SharedExecutionResult(json)
{
    public GraphQLRequest Request => request;

    public string? OperationName => operationName;

    /// <summary>Whether it is as good as a new one.</summary>
    public bool IsCurrent => stamp.IsCurrent();

    /// <summary>How it is written over HTTP.</summary>
    public PublicBytes Bytes { get; } = new(json);

    /// <summary>Bytes of memory at most, compressed copies included.</summary>
    public long Size => 1_024 + 2L * SharedJson.Length + 2L * (request.Query?.Length ?? 0);
}
