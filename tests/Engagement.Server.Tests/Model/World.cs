using Engagement.Comments;
using Engagement.Server.Tests.Articles;

namespace Engagement.Server.Tests.Model;

/// <summary>All that one sequence makes, as the model knows it.</summary>
internal sealed class World(TimeProvider time)
{
    public required IReadOnlyList<ModelReader> Readers { get; init; }
    public required IReadOnlyList<ModelReader> Moderators { get; init; }
    public required ModelReader Publisher { get; init; }
    /// <summary>Begins all keys of its articles.</summary>
    public required string Name { get; init; }

    /// <summary>Signs tickets.</summary>
    public required Publisher Press { get; init; }

    /// <summary>Without those that were merged into another.</summary>
    public required List<ModelArticle> Articles { get; init; }

    /// <summary>Whoever has a token.</summary>
    public IEnumerable<ModelReader> Everybody => [.. Readers, .. Moderators, Publisher];

    /// <summary>In the order in which they were posted, of all articles.</summary>
    public List<ModelComment> Comments { get; } = [];

    /// <summary>Oldest first.</summary>
    public List<ModelEntry> Trail { get; } = [];

    /// <summary>Posts that were taken with an idempotency key.</summary>
    public List<ModelKey> Keys { get; } = [];

    /// <summary>UTC, whole milliseconds.</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Puts in a comment as the thread takes it now.</summary>
    public ModelComment Add(ModelArticle article, ModelComment? answered, ModelReader author, string body)
    {
        var parent = answered?.Depth == ModelComment.MaxDepth ? answered.Parent : answered;
        var comment = new ModelComment
        {
            Article = article,
            Author = author,
            Parent = parent,
            InReplyTo = parent == answered ? null : answered,
            Body = body,
            CreatedAt = Now,
        };
        parent?.Children.Add(comment);
        article.Comments.Add(comment);
        Comments.Add(comment);
        if (article.CommentingAt(Now) == Engagement.Articles.CommentingState.Premoderated)
        {
            comment.State = CommentState.Held;
            Note(comment, "HOLD", null, null, CommentState.Held, rule: "PREMODERATED");
        }
        else
        {
            comment.State = CommentState.Published;
            comment.PublishedAt = Now;
        }
        return comment;
    }

    /// <summary>The article that a key leads to; null if none does.</summary>
    public ModelArticle? Find(string key) => Articles.Find(a => a.Key == key || a.FormerKeys.Contains(key));

    /// <summary>Merges one article without comments into another, or takes over what is said of it; the trail goes along.</summary>
    public void Merge(ModelArticle goes, ModelArticle stays, bool takesOver)
    {
        if (takesOver)
        {
            stays.FormerKeys.Add(stays.Key);
            (stays.Key, stays.Url, stays.Title, stays.IsPublished, stays.Channel) = (goes.Key, goes.Url, goes.Title, goes.IsPublished, goes.Channel);
        }
        else
        {
            stays.FormerKeys.Add(goes.Key);
        }
        stays.FormerKeys.AddRange(goes.FormerKeys);
        stays.FormerIds.AddRange([goes.Id, .. goes.FormerIds]);
        foreach (var (reader, kind) in goes.Reactions)
            stays.Reactions.TryAdd(reader, kind); // who reacted to both keeps the one to the article that stays
        stays.Shares.Take(goes.Shares);
        Articles.Remove(goes);
        for (var i = 0; i < Trail.Count; i++)
            if (Trail[i].Article == goes)
                Trail[i] = Trail[i] with { Article = stays };
    }

    /// <summary>Moves a comment to another state: what waits for a decision on it is settled, and it is pinned no more.</summary>
    public void Move(ModelComment comment, CommentState to, string action, ModelReader actor, string? reason = null)
    {
        comment.Article.Pins.Remove(comment);
        CloseReports(comment);
        Note(comment, action, actor, comment.State, to, reason);
        comment.State = to;
        if (to == CommentState.Published)
            comment.PublishedAt ??= Now;
    }

    /// <summary>True if there was one open.</summary>
    public static bool CloseReports(ModelComment comment)
    {
        var any = comment.IsReported;
        comment.Reports.ForEach(r => r.IsOpen = false);
        return any;
    }

    public void Note(
        ModelComment comment, string action, ModelReader? actor, CommentState? from, CommentState? to, string? reason = null, string? rule = null) =>
        Trail.Add(new ModelEntry(action, actor, rule, comment, comment.Author, comment.Article, from, to, reason));
}

/// <summary>A post that was taken with an idempotency key.</summary>
internal sealed record ModelKey(string Key, ModelComment Comment, string? ParentId);
