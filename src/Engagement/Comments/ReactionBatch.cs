using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>A reader's reaction to a comment; <see cref="Kind"/> null takes it back.</summary>
internal sealed record ReactionDraft(CommentKey Comment, long ReaderId, ReactionKind? Kind, bool SeesAll);

/// <summary>Writes a batch of reactions in one transaction; each comment that changes is stamped once.</summary>
internal sealed class ReactionBatch(ArticleWrites writes)
{
    public Task<IReadOnlyList<CommentChange>> WriteAsync(IReadOnlyList<ReactionDraft> drafts, CancellationToken cancel) =>
        writes.RunAsync(drafts.Select(d => d.Comment.ArticleId), (write, cancelWork) => WriteAsync(write, drafts, cancelWork), cancel);

    private static async Task<IReadOnlyList<CommentChange>> WriteAsync(ArticleWrite write, IReadOnlyList<ReactionDraft> drafts, CancellationToken cancel)
    {
        var readers = await write.Transaction.LockReadersAsync([.. drafts.Select(d => d.ReaderId).Distinct()], cancel);
        var comments = await write.Db.WherePairs<Comment>(write.Transaction.Dialect, "Comments", "ArticleId", "Seq", drafts.Select(d => (d.Comment.ArticleId, d.Comment.Seq)))
            .ToDictionaryAsync(c => c.Key, cancel);
        var reactions = await ReadReactionsAsync(write, drafts, cancel);

        var outcomes = new List<CommentChange>();
        var changed = new HashSet<Comment>();
        foreach (var draft in drafts)
        {
            if (!readers.TryGetValue(draft.ReaderId, out var reader))
            {
                outcomes.Add(CommentChange.ReaderGone);
                continue;
            }
            if (Refuse(write, comments.GetValueOrDefault(draft.Comment), reader, draft.SeesAll) is { } error)
            {
                outcomes.Add(CommentChange.Refused(error));
                continue;
            }
            var comment = comments[draft.Comment];
            if (Apply(write, comment, draft, reactions))
                changed.Add(comment);
            outcomes.Add(CommentChange.Of(comment, write.Articles[comment.ArticleId]));
        }
        foreach (var comment in changed.OrderBy(c => c.Seq))
            comment.ChangedVersion = write.Articles[comment.ArticleId].StampTally();
        return outcomes;
    }

    private static IUserError? Refuse(ArticleWrite write, Comment? comment, Reader reader, bool seesAll) =>
        comment is not { IsPublished: true } || !write.Articles[comment.ArticleId].IsFor(seesAll)
            ? CommentChange.NoComment.Error
            : Banned.Of(reader, write.Now);

    /// <summary>True if the tallies changed.</summary>
    private static bool Apply(ArticleWrite write, Comment comment, ReactionDraft draft, Dictionary<(CommentKey, long), Reaction> reactions)
    {
        var key = (draft.Comment, draft.ReaderId);
        if (!comment.Replace(reactions.GetValueOrDefault(key)?.Kind, draft.Kind))
            return false;
        write.PutReaction(reactions, key, draft.Kind, kind => new Reaction
        {
            ArticleId = comment.ArticleId, Seq = comment.Seq, ReaderId = draft.ReaderId, Kind = kind, CreatedAt = write.Now,
        });
        return true;
    }

    private static async Task<Dictionary<(CommentKey, long), Reaction>> ReadReactionsAsync(ArticleWrite write, IReadOnlyList<ReactionDraft> drafts, CancellationToken cancel)
    {
        var rows = await write.Db.FromSql<Reaction>(
            write.Transaction.Dialect,
            d => $"""
                SELECT t.* FROM "Reactions" AS t INNER JOIN {d.Rows("{0}", ("a", SqlType.Long), ("s", SqlType.Long), ("u", SqlType.Long))}
                ON t."ArticleId" = r."a" AND t."Seq" = r."s" AND t."ReaderId" = r."u"
                """,
            SqlStatements.Json(drafts.Select(d => new { a = d.Comment.ArticleId, s = d.Comment.Seq, u = d.ReaderId }).Distinct())).ToListAsync(cancel);
        return rows.ToDictionary(r => (new CommentKey(r.ArticleId, r.Seq), r.ReaderId));
    }
}
