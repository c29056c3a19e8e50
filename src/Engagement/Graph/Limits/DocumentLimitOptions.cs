using System.ComponentModel.DataAnnotations;

namespace Engagement.Graph.Limits;

/// <summary>
/// What one GraphQL document may ask for. Each limit is refused above its value with a code of its own and is switched
/// off by null or 0. All but <see cref="Cost"/> are checked before validation, for every operation of the document.
/// </summary>
public sealed class DocumentLimitOptions
{
    /// <summary>Lexical tokens of the document, comments among them. Default 2,000. Code <c>TOKEN_LIMIT</c>.</summary>
    [Range(0, int.MaxValue)]
    public int? Tokens { get; set; } = 2000;

    /// <summary>
    /// Fields inside fields, a root field being 1, fragments expanded. Default 20, at most 200; tools' introspection
    /// takes about 15. Code <c>DEPTH_LIMIT</c>.
    /// </summary>
    [Range(0, 200)]
    public int? Depth { get; set; } = 20;

    /// <summary>Fields of one operation, fragments expanded. Default 500. Code <c>FIELD_LIMIT</c>.</summary>
    [Range(0, int.MaxValue)]
    public int? Fields { get; set; } = 500;

    /// <summary>Aliased fields of one operation, fragments expanded. Default 30. Code <c>ALIAS_LIMIT</c>.</summary>
    [Range(0, int.MaxValue)]
    public int? Aliases { get; set; } = 30;

    /// <summary>
    /// Lists of introspection (<c>fields</c>, <c>inputFields</c>, <c>interfaces</c>, <c>possibleTypes</c>) inside each
    /// other: without a limit, <c>types { fields { type { fields …</c> multiplies the schema with itself. Default 2, as
    /// in graphql-js (MaxIntrospectionDepthRule). Code <c>DEPTH_LIMIT</c>.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int? IntrospectionLists { get; set; } = 2;

    /// <summary>
    /// Cost of the operation that is executed, with its variables. Default 10,000. Code <c>COST_LIMIT</c>.
    /// How it is counted: <see cref="OperationCost"/>.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int? Cost { get; set; } = 10_000;

    /// <summary>Items that a field with <c>first</c> or <c>last</c> is counted with when neither is given. Default 20.</summary>
    [Range(1, int.MaxValue)]
    public int PageSize { get; set; } = 20;

    /// <summary>
    /// Items that a list is counted with when nothing in the document tells its size and the field carries no
    /// <see cref="ListSizeAttribute"/>. Default 5.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int ListSize { get; set; } = 5;

    /// <summary>
    /// Characters of documents that were executed and are kept parsed and validated, the least used of them forgotten first;
    /// each counts 500 more, for what keeps it. They take at most about ten times as much memory in bytes. Default 1,000,000; null or 0 keeps none.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int? Cached { get; set; } = 1_000_000;
}
