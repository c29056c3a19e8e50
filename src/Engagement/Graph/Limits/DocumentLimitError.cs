using GraphQL.Execution;

namespace Engagement.Graph.Limits;

/// <summary>
/// The document asks for more than <see cref="DocumentLimitOptions"/> allows; nothing was executed. Its extensions carry
/// <c>code</c>, <c>limit</c> and <c>actual</c>. Counting of tokens and of nesting in the parser stops at the first one
/// too many, counting of the rest at <see cref="Count.Most"/>.
/// </summary>
internal sealed class DocumentLimitError : DocumentError
{
    private DocumentLimitError(string code, string message, long limit, long actual) : base(message)
    {
        Code = code;
        Limit = limit;
        Actual = actual;
        Extensions = new() { ["limit"] = limit, ["actual"] = actual };
    }

    /// <summary>The most that is allowed.</summary>
    public long Limit { get; }

    /// <summary>What the document has.</summary>
    public long Actual { get; }

    internal static DocumentLimitError Tokens(long limit, long actual) =>
        new("TOKEN_LIMIT", $"The document has more than {limit} tokens.", limit, actual);

    internal static DocumentLimitError Depth(long limit, long actual) =>
        new("DEPTH_LIMIT", $"The document is {actual} levels deep; {limit} are allowed.", limit, actual);

    internal static DocumentLimitError Nesting(long limit) =>
        new("DEPTH_LIMIT", $"The document nests more than {limit} levels of syntax.", limit, limit + 1);

    internal static DocumentLimitError IntrospectionLists(long limit, long actual) =>
        new("DEPTH_LIMIT", $"The introspection nests {actual} lists; {limit} are allowed.", limit, actual);

    internal static DocumentLimitError Fields(long limit, long actual) =>
        new("FIELD_LIMIT", $"The document selects {actual} fields; {limit} are allowed.", limit, actual);

    internal static DocumentLimitError Aliases(long limit, long actual) =>
        new("ALIAS_LIMIT", $"The document has {actual} aliases; {limit} are allowed.", limit, actual);

    internal static DocumentLimitError Cost(long limit, long actual) =>
        new("COST_LIMIT", $"The operation costs {actual}; {limit} are allowed. Ask for fewer fields or a smaller page.", limit, actual);
}
