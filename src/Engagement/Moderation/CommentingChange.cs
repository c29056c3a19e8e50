using Engagement.Articles;
using Engagement.Comments;

namespace Engagement.Moderation;

/// <summary>Changes a thread's settings under its article's lock, and writes it down.</summary>
internal static class CommentingChange
{
    /// <summary>The rule of a thread that closed because its time had come.</summary>
    public const string ClosesAtRule = "CLOSES_AT";

    /// <summary>Replaces the settings; writes nothing if they are these already.</summary>
    /// <param name="write">Holds the article's lock.</param>
    /// <param name="article">Whose thread.</param>
    /// <param name="settings">What is to hold.</param>
    /// <param name="actorId">Who did it; null: the clock.</param>
    /// <param name="cancel">Ends the look for the entry before.</param>
    public static async Task SetCommentingAsync(this ArticleWrite write, Article article, CommentingSettings settings, long? actorId, CancellationToken cancel)
    {
        if (!article.Set(settings))
            return;
        write.Db.Add(new AuditEntry
        {
            Id = await AuditIds.NextAsync(write.Transaction, e => e.ArticleId == article.Id && e.Seq == null, cancel),
            Action = AuditAction.SetCommenting,
            ActorId = actorId,
            Rule = actorId is null ? ClosesAtRule : null,
            ArticleId = article.Id,
            Note = settings.Codes,
            CreatedAt = write.Now,
        });
    }
}
