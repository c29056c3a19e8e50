using System.Text.Json;
using Engagement.Comments;

namespace Engagement.Server.Tests.Model;

/// <summary>Articles with their lists of comments, and every page of these.</summary>
internal static class ThreadAnswers
{
    private const string Article =
        """
        query($id: ID!) { node(id: $id) { ... on Article {
          id key url title state version channels { name } commenting { state closesAt message }
          engagement { comments participants lastCommentAt reactions { kind count } shares { channel intents visits } } pinned { id }
          newest: comments(first: 100) { totalCount nodes { id } }
          oldest: comments(first: 100, orderBy: OLDEST) {
            totalCount nodes { id state body replyCount author { id } version addedVersion } pageInfo { hasNextPage hasPreviousPage }
          }
        } } }
        """;

    public static Task CompareArticleAsync(this Answers answers, ModelReader? viewer, ModelArticle article, Rows rows) =>
        answers.CompareAsync($"Article {article.Key}", viewer, Article, new { id = article.Id }, new { node = article.IsFor(viewer) ? Expected(article, rows, answers.World.Now) : null });

    /// <summary>All keys and ids that lead to the article, and its address.</summary>
    public static Task CompareNamesAsync(this Answers answers, ModelArticle article)
    {
        object[] names =
        [
            .. article.FormerKeys.Append(article.Key).Select(key => new { key }), .. article.FormerIds.Append(article.Id).Select(id => new { id }), new { url = article.Url },
        ];
        return answers.CompareAsync(
            $"Names of {article.Key}", answers.World.Publisher, "query($by: [ArticleBy!]!) { articles(by: $by) { id } }", new { by = names },
            new { articles = names.Select(_ => new { id = article.Id }) });
    }

    /// <summary>Every page of two edges, from every cursor, in both directions and orders.</summary>
    public static async Task ComparePagesAsync(this Answers answers, ModelArticle article)
    {
        await answers.ComparePagesAsync(article.Id, "Article", "comments", [.. article.TopLevel], bothWays: true);
        if (article.Comments.Where(c => c.IsShown).MaxBy(c => c.Replies.Count()) is not { } comment)
            return;
        await answers.ComparePagesAsync(comment.Id, "Comment", "replies", [.. comment.Replies], bothWays: true);
        await answers.ComparePagesAsync(comment.Id, "Comment", "descendants", [.. comment.Descendants], bothWays: false);
    }

    private static async Task ComparePagesAsync(this Answers answers, string id, string type, string field, ModelComment[] oldest, bool bothWays)
    {
        var viewer = answers.World.Publisher; // sees unpublished articles, and comments no more than anybody
        var order = bothWays ? ", orderBy: OLDEST" : "";
        var all = await answers.AskAsync(viewer, $"query($id: ID!) {{ node(id: $id) {{ ... on {type} {{ {field}(first: 100{order}) {{ edges {{ cursor node {{ id }} }} }} }} }} }}", new { id });
        var edges = all.GetProperty("node").GetProperty(field).GetProperty("edges").EnumerateArray().ToList();
        Answers.AssertSame($"{field} of {id}", oldest.Select(Seen.Id), JsonSerializer.SerializeToElement(edges.Select(e => e.GetProperty("node"))));

        var pages = new List<(string Text, object Expected)>();
        foreach (var (i, edge) in edges.Index())
        {
            var cursor = JsonSerializer.Serialize(edge.GetProperty("cursor"));
            Add($"first: 2, after: {cursor}{order}", oldest[(i + 1)..], forward: true);
            if (!bothWays)
                continue;
            Add($"last: 2, before: {cursor}, orderBy: OLDEST", [.. oldest[..i].Reverse()], forward: false);
            Add($"first: 2, after: {cursor}, orderBy: NEWEST", [.. oldest[..i].Reverse()], forward: true);
            Add($"last: 2, before: {cursor}, orderBy: NEWEST", oldest[(i + 1)..], forward: false);
        }
        if (pages.Count > 0)
            await answers.CompareAsync(
                $"Pages of {field} of {id}", viewer,
                $"query($id: ID!) {{ node(id: $id) {{ ... on {type} {{ {string.Join(' ', pages.Select(p => p.Text))} }} }} }}", new { id },
                new { node = pages.Index().ToDictionary(p => $"p{p.Index}", p => p.Item.Expected) });

        void Add(string arguments, ModelComment[] rest, bool forward)
        {
            var nodes = rest.Take(2).ToList();
            if (!forward)
                nodes.Reverse();
            pages.Add((
                $"p{pages.Count}: {field}({arguments}) {{ totalCount nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage }} }}",
                new { totalCount = oldest.Length, nodes = Seen.Ids(nodes), pageInfo = new { hasNextPage = !forward || rest.Length > 2, hasPreviousPage = forward || rest.Length > 2 } }));
        }
    }

    private static object Expected(ModelArticle article, Rows rows, DateTime now) => new
    {
        id = article.Id,
        key = article.Key,
        url = article.Url,
        title = article.Title,
        state = article.IsPublished ? "PUBLISHED" : "UNPUBLISHED",
        version = rows.Articles[article].Version,
        channels = new[] { new { name = article.Channel } },
        commenting = Seen.Commenting(article, now),
        engagement = new
        {
            comments = article.Published.Count(),
            participants = article.Published.Select(c => c.Author).Distinct().Count(),
            lastCommentAt = Seen.Time(article.Published.LastOrDefault()?.CreatedAt),
            reactions = article.Reactions.Tallies,
            shares = article.Shares.Tallies,
        },
        pinned = Seen.Ids(article.Pins),
        newest = new { totalCount = article.TopLevel.Count(), nodes = Seen.Ids(article.TopLevel.Reverse()) },
        oldest = new
        {
            totalCount = article.TopLevel.Count(),
            nodes = article.TopLevel.Select(c => InPage(c, rows.Comments[c])),
            pageInfo = new { hasNextPage = false, hasPreviousPage = false },
        },
    };

    private static object InPage(ModelComment comment, Comment row) => new
    {
        id = comment.Id,
        state = Seen.Name(comment.State),
        body = comment.IsPublished ? comment.Body : null,
        replyCount = comment.Replies.Count(),
        author = comment.IsPublished ? new { id = comment.Author.Id } : null,
        version = row.ChangedVersion,
        addedVersion = row.AddedVersion == 0 ? null : (long?)row.AddedVersion,
    };
}
