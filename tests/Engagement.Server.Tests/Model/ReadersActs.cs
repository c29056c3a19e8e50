using Engagement.Articles;
using Engagement.Comments;
using Engagement.Shares;

namespace Engagement.Server.Tests.Model;

/// <summary>What readers do: the call, and the rules by which the model answers it.</summary>
internal static class ReadersActs
{
    /// <summary>As <c>Commenting:EditWindow</c> is by default.</summary>
    public static readonly TimeSpan EditWindow = TimeSpan.FromMinutes(5);

    public static Call Post(World world, ModelReader actor, ModelArticle article, ModelComment? answered, string body, string? key) =>
        Post(actor, article, answered?.Id, body, key, () =>
        {
            if (RefusePost(world, actor, article, answered, body) is { } code)
                return Outcome.Refused(code);
            var comment = world.Add(article, answered, actor, body);
            if (key is not null)
                world.Keys.Add(new ModelKey(key, comment, answered?.Id));
            return Outcome.Shows(comment, Sight.Author, comment);
        });

    /// <summary>Posts under what a key leads to, else under what stands at the URL, else under an article that is registered so.</summary>
    public static Call PostByTicket(World world, ModelReader actor, ModelArticle article, string key, string body)
    {
        var ticket = world.Press.Sign(key, t => t.Expires = world.Now.AddHours(1), article.Url, [article.Channel]);
        return new(actor, "postComment", new { ticket, body }, $"{Call.Comment} article {{ id }}", () =>
        {
            var named = world.Find(key) ?? world.Articles.Find(a => a.Url == article.Url) ?? article;
            if (RefusePost(world, actor, named, null, body) is { } code)
                return Outcome.Refused(code);
            var isNew = !world.Articles.Contains(named);
            if (isNew)
                world.Articles.Add(named);
            var comment = world.Add(named, null, actor, body);
            return Outcome.Done(() => new { comment = Seen.Brief(comment, Sight.Author), article = new { id = named.Id } }, comment) with { Founded = isNew ? named : null };
        })
        { Name = "postComment by ticket" };
    }

    /// <summary>Sends a post again that was taken with a key; with another body it is a misuse of the key.</summary>
    public static Call Repeat(ModelKey used, string body) =>
        Post(used.Comment.Author, used.Comment.Article, used.ParentId, body, used.Key, () =>
            body != (used.Comment.Revisions.FirstOrDefault() ?? used.Comment.Body) ? Outcome.Refused("IDEMPOTENCY_KEY_REUSED")
            : Outcome.Shows(used.Comment, Seen.SightOf(used.Comment, used.Comment.Author)));

    public static Call Edit(World world, ModelReader actor, ModelComment comment, string body) =>
        new(actor, "editComment", new { commentId = comment.Id, body }, Call.Comment, () =>
        {
            if (RefuseEdit(world, actor, comment) is { } code)
                return Outcome.Refused(code);
            if (body != comment.Body)
            {
                comment.Revisions.Add(comment.Body);
                (comment.Body, comment.EditedAt) = (body, world.Now);
            }
            return Outcome.Shows(comment, Sight.Author);
        });

    public static Call Delete(World world, ModelReader actor, ModelComment comment) =>
        new(actor, "deleteComment", new { commentId = comment.Id }, "deletedCommentId " + Call.Comment, () =>
        {
            if (comment.Author != actor)
                return Outcome.Refused((comment.IsPublished || actor.IsModerator) && comment.Article.IsFor(actor) ? "NOT_THE_AUTHOR" : "NOT_FOUND");
            if (comment.State != CommentState.Deleted)
                world.Move(comment, CommentState.Deleted, "DELETE", actor);
            return Outcome.Done(() => new
            {
                deletedCommentId = comment.Id,
                comment = comment.IsShown && comment.Article.IsFor(actor) ? Seen.Brief(comment, Sight.Public) : null,
            });
        });

    /// <summary>Null takes the reaction back.</summary>
    public static Call React(World world, ModelReader actor, ModelComment comment, ReactionKind? kind) =>
        new(actor, kind is null ? "removeReaction" : "reactToComment",
            kind is null ? new { commentId = comment.Id } : new { commentId = comment.Id, kind = Seen.Name(kind) }, Call.Comment, () =>
        {
            if (RefuseAnswer(world, actor, comment) is { } code)
                return Outcome.Refused(code);
            comment.Reactions.Put(actor, kind);
            return Outcome.Shows(comment, Sight.Author);
        });

    /// <summary>To the article itself, also where its thread is closed; null takes the reaction back.</summary>
    public static Call ReactToArticle(World world, ModelReader actor, ModelArticle article, ReactionKind? kind) =>
        new(actor, kind is null ? "removeArticleReaction" : "reactToArticle",
            kind is null ? new { articleId = article.Id } : new { articleId = article.Id, kind = Seen.Name(kind) },
            "article { id viewerReaction engagement { reactions { kind count } } }", () =>
        {
            if (!article.IsFor(actor))
                return Outcome.Refused("NOT_FOUND");
            if (actor.BanAt(world.Now) is not null)
                return Outcome.Refused("BANNED");
            article.Reactions.Put(actor, kind);
            return Outcome.Done(() => new
            {
                article = new { id = article.Id, viewerReaction = article.Reactions.Of(actor), engagement = new { reactions = article.Reactions.Tallies } },
            });
        });

    /// <summary>Whoever may see the article may share it.</summary>
    public static Call Share(World world, ModelReader actor, ModelArticle article, ShareChannel channel, ShareEventKind kind) =>
        new(actor, "recordShare", new { articleId = article.Id, channel = Seen.Name(channel), kind = Seen.Name(kind) }, "counted article { id engagement { shares { channel intents visits } } }", () =>
        {
            if (!article.IsFor(actor))
                return Outcome.Refused("NOT_FOUND");
            var counted = article.Shares.Add(actor, channel, kind, world.Now);
            return Outcome.Done(() => new { counted, article = new { id = article.Id, engagement = new { shares = article.Shares.Tallies } } });
        });

    /// <summary>Nobody is led to what is not public, and the site's own people do not visit.</summary>
    public static Call Visit(World world, ModelReader actor, ModelArticle article, ShareLinkCode link) =>
        new(actor, "recordVisit", new { code = $"{link}" }, "counted", () =>
        {
            if (!article.IsPublished)
                return Outcome.Refused("NOT_FOUND");
            var counted = !actor.IsStaff && article.Shares.Add(actor, link.Channel, ShareEventKind.Visit, world.Now);
            return Outcome.Done(() => new { counted });
        });

    public static Call Report(World world, ModelReader actor, ModelComment comment, string reason) =>
        new(actor, "reportComment", new { commentId = comment.Id, reason }, Call.Comment, () =>
        {
            if (RefuseAnswer(world, actor, comment) is { } code)
                return Outcome.Refused(code);
            if (!comment.Reports.Exists(r => r.Reader == actor))
                comment.Reports.Add(new ModelReport(actor, reason, world.Now));
            return Outcome.Shows(comment, Sight.Public);
        });

    private static Call Post(ModelReader actor, ModelArticle article, string? parentId, string body, string? key, Func<Outcome> play) =>
        new(actor, "postComment", new { articleId = article.Id, parentId, body, idempotencyKey = key }, Call.Comment, play);

    private static string? RefusePost(World world, ModelReader actor, ModelArticle article, ModelComment? answered, string body) =>
        string.IsNullOrWhiteSpace(body) ? "INVALID_INPUT"
        : (answered is not null && answered.Article != article) || !article.IsFor(actor) ? "NOT_FOUND"
        : actor.BanAt(world.Now) is not null ? "BANNED"
        : article.CommentingAt(world.Now) == CommentingState.Closed ? "THREAD_CLOSED"
        : answered is { IsPublished: false } ? "NOT_FOUND"
        : null;

    private static string? RefuseAnswer(World world, ModelReader actor, ModelComment comment) =>
        !comment.IsPublished || !comment.Article.IsFor(actor) ? "NOT_FOUND"
        : actor.BanAt(world.Now) is not null ? "BANNED"
        : null;

    private static string? RefuseEdit(World world, ModelReader actor, ModelComment comment)
    {
        if (!comment.Article.IsFor(actor))
            return "NOT_FOUND";
        if (comment.Author != actor)
            return comment.IsPublished || actor.IsModerator ? "NOT_THE_AUTHOR" : "NOT_FOUND";
        if (comment.State is CommentState.Removed or CommentState.Deleted)
            return "NOT_FOUND";
        if (actor.BanAt(world.Now) is not null)
            return "BANNED";
        return comment.Article.CommentingAt(world.Now) switch
        {
            CommentingState.Closed => "THREAD_CLOSED",
            CommentingState.Premoderated when comment.IsPublished => "EDIT_WINDOW_OVER",
            _ => world.Now >= comment.CreatedAt + EditWindow ? "EDIT_WINDOW_OVER" : null,
        };
    }
}
