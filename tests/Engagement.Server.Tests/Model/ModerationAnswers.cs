using Engagement.Comments;
using Engagement.Readers;
using Xunit;

namespace Engagement.Server.Tests.Model;

/// <summary>What moderators read: lists, decisions, readers.</summary>
internal static class ModerationAnswers
{
    private const string Moderation =
        """
        query($article: ID!, $reader: ID!, $moderator: ID!, $channel: String!) { moderation {
          held: comments(filter: {states: [HELD], articleId: $article}, first: 100) { nodes { comment { id } } }
          reported: comments(filter: {reported: true, articleId: $article}, first: 100) {
            nodes { comment { id body } reports { reader { id } reason createdAt } decisions { action } }
          }
          unreported: comments(filter: {reported: false, articleId: $article}, first: 100) { nodes { comment { id } } }
          gone: comments(filter: {states: [REMOVED, DELETED], articleId: $article}, first: 100) { nodes { comment { id } } }
          theirs: comments(filter: {readerId: $reader, channel: $channel}, first: 100) { nodes { comment { id } } }
          trail: auditTrail(articleId: $article, first: 100) {
            nodes { action actor { id } rule comment { id } reader { id } article { id } fromState toState reason note }
          }
          ofReader: auditTrail(readerId: $reader, first: 100) { nodes { action } }
          ofModerator: auditTrail(moderatorId: $moderator, first: 100) { nodes { action } }
          reader(id: $reader) { ban { until reason createdAt } reportsAgainst comments(states: [REMOVED], first: 100) { nodes { comment { id } } } }
        } }
        """;

    private const string Page =
        """
        query($filter: ModeratedCommentFilter, $after: String) { moderation {
          comments(filter: $filter, first: 7, after: $after) { nodes { comment { id } } pageInfo { hasNextPage endCursor } }
        } }
        """;

    public static Task CompareModerationAsync(this Answers answers, ModelReader moderator, ModelArticle article, ModelReader reader)
    {
        var (world, comments) = (answers.World, article.Comments.AsEnumerable().Reverse().ToList());
        var theirs = Answers.NewestFirst(world.Comments.Where(c => c.Author == reader)).ToList();
        return answers.CompareAsync($"Moderation of {article.Key} and {reader}", moderator, Moderation,
            new { article = article.Id, reader = reader.Id, moderator = moderator.Id, channel = article.Channel },
            new
            {
                moderation = new
                {
                    held = List(comments.Where(c => c.State == CommentState.Held)),
                    reported = new { nodes = comments.Where(c => c.IsReported).Select(c => Reported(world, c)) },
                    unreported = List(comments.Where(c => !c.IsReported)),
                    gone = List(comments.Where(c => c.State is CommentState.Removed or CommentState.Deleted)),
                    theirs = List(theirs.Where(c => c.Article.Channel == article.Channel)),
                    trail = new { nodes = Latest(world, e => e.Article == article).Select(Entry) },
                    ofReader = new { nodes = Latest(world, e => e.Reader == reader).Select(e => new { action = e.Action }) },
                    ofModerator = new { nodes = Latest(world, e => e.Actor == moderator).Select(e => new { action = e.Action }) },
                    reader = new
                    {
                        ban = Seen.Ban(reader, world.Now),
                        reportsAgainst = theirs.Sum(c => c.Reports.Count),
                        comments = List(theirs.Where(c => c.State == CommentState.Removed)),
                    },
                },
            });
    }

    /// <summary>Pages through a list over all articles; those of this sequence are the newest and come first.</summary>
    public static async Task CompareQueueAsync(this Answers answers, ModelReader moderator, object? filter, Func<ModelComment, bool> which)
    {
        var expected = Answers.NewestFirst(answers.World.Comments.Where(which)).Select(c => c.Id).ToList();
        var found = new List<string?>();
        string? after = null;
        for (var more = true; more && found.Count < expected.Count;)
        {
            var page = (await answers.AskAsync(moderator, Page, new { filter, after })).GetProperty("moderation").GetProperty("comments");
            found.AddRange(page.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("comment").GetProperty("id").GetString()));
            more = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean();
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
        Assert.Equal(expected, found.Take(expected.Count));
    }

    private static IEnumerable<ModelEntry> Latest(World world, Func<ModelEntry, bool> which) => world.Trail.Where(which).Reverse().Take(100);

    private static object List(IEnumerable<ModelComment> comments) => new { nodes = comments.Select(c => new { comment = Seen.Id(c) }) };

    private static object Reported(World world, ModelComment comment) => new
    {
        comment = new { id = comment.Id, body = comment.Body },
        reports = comment.Reports.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => ReaderView.ParseId(r.Reader.Id))
            .Select(r => new { reader = new { id = r.Reader.Id }, reason = r.Reason, createdAt = Seen.Time(r.CreatedAt) }),
        decisions = Latest(world, e => e.Comment == comment).Select(e => new { action = e.Action }),
    };

    private static object Entry(ModelEntry entry) => new
    {
        action = entry.Action,
        actor = Reader(entry.Actor),
        rule = entry.Rule,
        comment = entry.Comment is { } comment ? Seen.Id(comment) : null,
        reader = Reader(entry.Comment?.Author ?? entry.Reader),
        article = entry.Article is { } article ? new { id = article.Id } : null,
        fromState = Seen.Name(entry.From),
        toState = Seen.Name(entry.To),
        reason = entry.Reason,
        note = entry.Note,
    };

    private static object? Reader(ModelReader? reader) => reader is null ? null : new { id = reader.Id };
}
