using GraphQL;

namespace Engagement.Transport.Documents;

/// <summary>What a request asks to run.</summary>
/// <param name="Text">The document; null if it is refused.</param>
/// <param name="Refusal">Why it is; null if it is not.</param>
/// <param name="KeepAs">The hash by which to keep it once it was executed; null for not at all.</param>
internal sealed record RequestedDocument(string? Text, ExecutionError? Refusal = null, string? KeepAs = null);
