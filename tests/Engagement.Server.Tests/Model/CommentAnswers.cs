using Engagement.Articles;
using Engagement.Comments;

namespace Engagement.Server.Tests.Model;

/// <summary>Every comment, by its id, as one viewer or another sees it.</summary>
internal static class CommentAnswers
{
    /// <summary>The most ids of one question.</summary>
    private const int Chunk = 100;

    private const string Comments =
        """
        query($ids: [ID!]!) { nodes(ids: $ids) { ... on Comment {
          id state body author { id } depth createdAt publishedAt editedAt position version addedVersion
          parent { id } inReplyTo { id } ancestors { id } replyCount reactions { kind count } revisions { body }
          viewerReaction viewerCan { edit editUntil delete react report moderate }
          oldest: replies(first: 100) { totalCount nodes { id } } newest: replies(first: 100, orderBy: NEWEST) { nodes { id } }
          descendants(first: 100) { totalCount nodes { id } }
        } } }
        """;

    public static async Task CompareCommentsAsync(this Answers answers, ModelReader? viewer, Rows rows)
    {
        foreach (var comments in answers.World.Comments.Chunk(Chunk))
            await answers.CompareAsync("Comments", viewer, Comments, new { ids = comments.Select(c => c.Id) },
                new { nodes = comments.Select(c => Seen.SightOf(c, viewer) is { } sight ? Expected(c, sight, viewer, rows.Comments[c], answers.World.Now) : null) });
    }

    private static object Expected(ModelComment comment, Sight sight, ModelReader? viewer, Comment row, DateTime now)
    {
        var body = Seen.ShowsBody(comment, sight) ? comment.Body : null;
        var seesRevisions = viewer is { IsModerator: true } || (viewer == comment.Author && body is not null);
        return new
        {
            id = comment.Id,
            state = Seen.Name(comment.State),
            body,
            author = comment.IsPublished || sight != Sight.Public ? new { id = comment.Author.Id } : null,
            depth = comment.Depth,
            createdAt = Seen.Time(comment.CreatedAt),
            publishedAt = Seen.Time(comment.PublishedAt),
            editedAt = body is null ? null : Seen.Time(comment.EditedAt),
            position = row.Seq,
            version = row.ChangedVersion,
            addedVersion = row.AddedVersion == 0 ? null : (long?)row.AddedVersion,
            parent = Seen.Shown(comment.Parent),
            inReplyTo = Seen.Shown(comment.InReplyTo),
            ancestors = Seen.Ids(comment.Ancestors.Where(a => a.IsShown)),
            replyCount = comment.Replies.Count(),
            reactions = comment.IsPublished ? comment.Reactions.Tallies : [],
            revisions = seesRevisions ? comment.Revisions.Select(text => new { body = text }) : null,
            viewerReaction = comment.IsPublished ? comment.Reactions.Of(viewer) : null,
            viewerCan = viewer is null ? null : Abilities(comment, viewer, now),
            oldest = new { totalCount = comment.Replies.Count(), nodes = Seen.Ids(comment.Replies) },
            newest = new { nodes = Seen.Ids(comment.Replies.Reverse()) },
            descendants = new { totalCount = comment.Descendants.Count(), nodes = Seen.Ids(comment.Descendants) },
        };
    }

    private static object Abilities(ModelComment comment, ModelReader viewer, DateTime now)
    {
        var own = comment.Author == viewer;
        var free = viewer.BanAt(now) is null;
        var until = comment.CreatedAt + ReadersActs.EditWindow;
        var open = comment.Article.CommentingAt(now) switch
        {
            CommentingState.Closed => false,
            CommentingState.Premoderated => comment.State == CommentState.Held,
            _ => comment.State is CommentState.Held or CommentState.Published,
        };
        var edit = own && free && open && now < until;
        return new
        {
            edit,
            editUntil = edit ? Seen.Time(until) : null,
            delete = own && comment.State != CommentState.Deleted,
            react = free && comment.IsPublished,
            report = free && comment.IsPublished,
            moderate = viewer.IsModerator && !viewer.MayNotActOn(comment.Author),
        };
    }
}
