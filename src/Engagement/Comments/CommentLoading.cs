using Engagement.Articles;
using Engagement.Counts;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Comments;

/// <summary>Reads comments under the lock of their articles, tracked.</summary>
internal static class CommentLoading
{
    /// <summary>The comments and all their ancestors: one statement a level, at most eight, for any number of comments.</summary>
    public static async Task<Dictionary<CommentKey, Comment>> LoadWithAncestorsAsync(
        this ArticleWrite write, IEnumerable<CommentKey> keys, CancellationToken cancel)
    {
        var loaded = new Dictionary<CommentKey, Comment>();
        var missing = keys.Where(k => k.Seq != 0).ToHashSet();
        while (missing.Count > 0)
        {
            var level = await write.Db.WherePairs<Comment>(write.Transaction.Dialect, "Comments", "ArticleId", "Seq", missing.Select(k => (k.ArticleId, k.Seq))).ToListAsync(cancel);
            foreach (var comment in level)
                loaded[comment.Key] = comment;
            missing = [.. level.Where(c => c.ParentSeq != 0).Select(c => new CommentKey(c.ArticleId, c.ParentSeq)).Where(k => !loaded.ContainsKey(k))];
        }
        return loaded;
    }

    /// <summary>The thread of an article around one comment of it, and that comment; null if there is none.</summary>
    public static async Task<(CommentThread Thread, Comment Comment)?> ThreadAsync(this ArticleWrite write, CommentKey key, CancellationToken cancel)
    {
        if (!write.Articles.TryGetValue(key.ArticleId, out var article))
            return null;
        var loaded = await write.LoadWithAncestorsAsync([key], cancel);
        if (!loaded.TryGetValue(key, out var comment))
            return null;
        var participants = await ParticipantRows.LoadAsync(write, [(key.ArticleId, comment.AuthorId)], cancel);
        return (new CommentThread(write, article, loaded, participants), comment);
    }
}
