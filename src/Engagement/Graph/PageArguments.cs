using Engagement.Data;
using GraphQL;
using GraphQL.Federation;

namespace Engagement.Graph;

/// <summary>Which part of a connection is asked for, checked.</summary>
/// <param name="Size">0–100.</param>
/// <param name="Cursor">The edge beside the page, exclusive, or null for the connection's end.</param>
/// <param name="Backward">True for <c>last</c> and <c>before</c>.</param>
internal sealed record PageArguments(int Size, string? Cursor, bool Backward)
{
    public const int DefaultSize = 20;
    public const int MaxSize = 100;

    /// <summary>Checks the four arguments of a connection: one direction, 0–100 edges, 20 if neither is said.</summary>
    /// <exception cref="ExecutionError">INVALID_PAGE, top-level: only a bug in the client sends this.</exception>
    public static PageArguments From(int? first, string? after, int? last, string? before)
    {
        if (first is not null && last is not null)
            throw Error("`first` and `last` exclude each other.");
        if (after is not null && before is not null)
            throw Error("`after` and `before` exclude each other.");
        if (last is null && before is not null)
            throw Error("`before` goes with `last`.");
        if (last is not null && after is not null)
            throw Error("`after` goes with `first`.");
        var size = first ?? last ?? DefaultSize;
        return size is >= 0 and <= MaxSize
            ? new PageArguments(size, after ?? before, last is not null)
            : throw Error($"`{(last is null ? "first" : "last")}` is 0 to {MaxSize}, not {size}.");
    }

    /// <summary>The id of the row that the page comes after, of a connection whose cursors are ids; null if it starts at the connection's end.</summary>
    /// <param name="prefix">Of its cursors.</param>
    /// <exception cref="ExecutionError">INVALID_PAGE: the cursor is not one of it.</exception>
    public long? IdOf(string prefix) =>
        Cursor is null ? null
        : PublicId.TryParse(prefix, Cursor, out var id) ? id
        : throw BadCursor();

    /// <summary>A cursor that this server did not make.</summary>
    public static ExecutionError BadCursor() => Error("The cursor is not one of this connection.");

    /// <summary>INVALID_PAGE.</summary>
    public static ExecutionError Error(string message) => new(message) { Code = "INVALID_PAGE" };
}

/// <summary>Where a page stands in its connection.</summary>
/// <param name="HasNextPage">Whether edges follow. Paging backward: whether a cursor was given.</param>
/// <param name="HasPreviousPage">Whether edges come before. Paging forward: whether a cursor was given.</param>
/// <param name="StartCursor">Of the first edge; null on an empty page.</param>
/// <param name="EndCursor">Of the last edge; null on an empty page.</param>
[Shareable, CacheableBy(VersionOf.Article)]
public sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, string? StartCursor, string? EndCursor)
{
    /// <summary>The page's place.</summary>
    /// <param name="page">What was asked for.</param>
    /// <param name="found">Rows that were read: one more than the page holds if there are more.</param>
    /// <param name="cursors">Of the page's edges.</param>
    internal static PageInfo Of(PageArguments page, int found, IEnumerable<string> cursors)
    {
        var (more, start, end) = (found > page.Size, cursors.FirstOrDefault(), cursors.LastOrDefault());
        return page.Backward
            ? new PageInfo(page.Cursor is not null, more, start, end)
            : new PageInfo(more, page.Cursor is not null, start, end);
    }
}
