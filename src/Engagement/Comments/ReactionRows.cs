using Engagement.Articles;

namespace Engagement.Comments;

/// <summary>One reader's reaction to something, as a row.</summary>
internal interface IReactionRow
{
    ReactionKind Kind { get; set; }

    /// <summary>Of the kind in force, UTC.</summary>
    DateTime CreatedAt { get; set; }
}

internal static class ReactionRows
{
    /// <summary>Makes, changes or takes away the row of a reaction that differs from the one before.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="rows">Those that are there; kept up to date.</param>
    /// <param name="key">Of the row.</param>
    /// <param name="kind">Null takes it away, and it is there.</param>
    /// <param name="make">A new row.</param>
    public static void PutReaction<TKey, TRow>(
        this ArticleWrite write, Dictionary<TKey, TRow> rows, TKey key, ReactionKind? kind, Func<ReactionKind, TRow> make)
        where TKey : notnull
        where TRow : class, IReactionRow
    {
        if (kind is not { } wanted)
        {
            write.Db.Remove(rows[key]);
            rows.Remove(key);
        }
        else if (rows.TryGetValue(key, out var row))
        {
            (row.Kind, row.CreatedAt) = (wanted, write.Now);
        }
        else
        {
            rows.Add(key, make(wanted));
            write.Db.Add(rows[key]);
        }
    }
}
