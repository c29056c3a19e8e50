using Engagement.Articles;
using Engagement.Comments;

namespace Engagement.Server.Tests.Model;

/// <summary>What somebody learns about themselves.</summary>
internal static class ViewerAnswers
{
    private const string Viewer =
        """
        query($id: ID!) { viewer {
          reader { id commentCount } ban { until reason createdAt }
          comments(first: 100) { totalCount nodes { id state body article { id } } }
          thread(articleId: $id) { pending { id body } reactions { commentId kind } reported canComment whyNot { code } }
        } article(by: {id: $id}) { viewerReaction } }
        """;

    public static Task CompareViewerAsync(this Answers answers, ModelReader viewer, ModelArticle article)
    {
        var own = Answers.NewestFirst(answers.World.Comments.Where(c => c.Author == viewer && c.Article.IsFor(viewer))).ToList();
        return answers.CompareAsync($"Viewer of {article.Key}", viewer, Viewer, new { id = article.Id }, new
        {
            viewer = new
            {
                reader = new { id = viewer.Id, commentCount = answers.World.Comments.Count(c => c.Author == viewer && c.IsPublished) },
                ban = Seen.Ban(viewer, answers.World.Now),
                comments = new { totalCount = own.Count, nodes = own.Select(Own) },
                thread = article.IsFor(viewer) ? Thread(viewer, article, answers.World.Now) : null,
            },
            article = article.IsFor(viewer) ? new { viewerReaction = article.Reactions.Of(viewer) } : null,
        });
    }

    private static object Own(ModelComment comment) => new
    {
        id = comment.Id,
        state = Seen.Name(comment.State),
        body = Seen.ShowsBody(comment, Sight.Author) ? comment.Body : null,
        article = new { id = comment.Article.Id },
    };

    private static object Thread(ModelReader viewer, ModelArticle article, DateTime now)
    {
        var whyNot = viewer.BanAt(now) is not null ? "BANNED" : article.CommentingAt(now) == CommentingState.Closed ? "THREAD_CLOSED" : null;
        return new
        {
            pending = article.Comments.Where(c => c.Author == viewer && c.State == CommentState.Held).Select(c => new { id = c.Id, body = c.Body }),
            reactions = article.Comments.Where(c => c.Reactions.ContainsKey(viewer)).Select(c => new { commentId = c.Id, kind = Seen.Name(c.Reactions[viewer]) }),
            reported = article.Comments.Where(c => c.Reports.Exists(r => r.Reader == viewer)).Select(c => c.Id),
            canComment = whyNot is null,
            whyNot = whyNot is null ? null : new { code = whyNot },
        };
    }
}
