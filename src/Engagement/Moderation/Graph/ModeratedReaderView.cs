using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;
using Engagement.Readers;
using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Moderation;

/// <summary>A reader with what moderators decide by.</summary>
/// <param name="Reader">Who.</param>
/// <param name="Ban">The ban in force, or null.</param>
[Name("ModeratedReader")]
internal sealed record ModeratedReaderView(ReaderView Reader, BanView? Ban);

internal sealed class ModeratedReaderFields(IDbContextFactory<EngagementDbContext> contexts, ModeratedComments comments)
{
    /// <summary>Their comments, newest first. Default 20, at most 100.</summary>
    /// <param name="states">In one of them; null: in any.</param>
    /// <param name="first">The size of the page.</param>
    /// <param name="after">Where it starts.</param>
    public Task<ModeratedCommentConnection> Comments(
        [Parent] ModeratedReaderView reader, IReadOnlyList<CommentState>? states, int? first, string? after, CancellationToken cancel) =>
        comments.ReadAsync(new(states, AuthorId: reader.Reader.Key), PageArguments.From(first, after, null, null), cancel);

    /// <summary>Reports of their comments, closed ones included.</summary>
    public async Task<int> ReportsAgainst([Parent] ModeratedReaderView reader, CancellationToken cancel)
    {
        var authorId = reader.Reader.Key;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var reports =
            from c in db.Set<Comment>()
            where c.AuthorId == authorId
            join r in db.Set<CommentReport>() on new { c.ArticleId, c.Seq } equals new { r.ArticleId, r.Seq }
            select r.ReaderId;
        return await reports.CountAsync(cancel);
    }
}
