using System.Text.Json;
using Engagement.Articles;
using Engagement.Comments;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Shares;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Model;

/// <summary>Asks the server and holds the answers against the model.</summary>
internal sealed class Answers(Site site, World world)
{
    public World World => world;

    /// <summary>Asks as somebody (null: without a token), and compares the whole of the data.</summary>
    public async Task CompareAsync(string what, ModelReader? viewer, string document, object? variables, object expected) =>
        AssertSame($"{what}, asked by {viewer?.ToString() ?? "anybody"}", expected, await AskAsync(viewer, document, variables));

    public Task<JsonElement> AskAsync(ModelReader? viewer, string document, object? variables) =>
        (viewer?.Person ?? site.Anybody).QueryAsync(document, variables);

    public static void AssertSame(string what, object? expected, JsonElement actual)
    {
        var (wanted, found) = (JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
        if (wanted == found)
            return;
        var place = Math.Max(0, wanted.Zip(found).TakeWhile(pair => pair.First == pair.Second).Count() - 60);
        Assert.Fail($"{what}{Environment.NewLine}expected …{wanted[place..]}{Environment.NewLine}answered …{found[place..]}");
    }

    /// <summary>The rows as they are stored.</summary>
    public Task<Rows> ReadRowsAsync() => Rows.ReadAsync(site.Server.Database, world);

    /// <summary>How many events of shares are counted, for publishers only or not.</summary>
    public async Task<int> ShareEventsAsync(ModelArticle article)
    {
        await using var db = site.Server.Database.OpenContext();
        var id = ArticleView.ParseId(article.Id)!.Value; // every article has been registered
        return await db.Set<ShareTally>().Where(t => t.ArticleId == id).SumAsync(t => t.Intents + t.Completions + t.Visits, TestContext.Current.CancellationToken);
    }

    /// <summary>Newest first, as lists over all articles have them.</summary>
    public static IEnumerable<ModelComment> NewestFirst(IEnumerable<ModelComment> comments) => comments
        .OrderByDescending(c => c.CreatedAt)
        .ThenByDescending(c => ArticleView.ParseId(c.Article.Id))
        .ThenByDescending(c => c.Article.Comments.IndexOf(c));
}

/// <summary>The stored rows of what the model knows.</summary>
internal sealed record Rows(IReadOnlyDictionary<ModelArticle, Article> Articles, IReadOnlyDictionary<ModelComment, Comment> Comments)
{
    public static async Task<Rows> ReadAsync(TestDatabase database, World world)
    {
        await using var db = database.OpenContext();
        var ids = world.Articles.Select(a => ArticleView.ParseId(a.Id)!.Value).ToList(); // every article has been registered
        var articles = await Read(db.Set<Article>().Where(a => ids.Contains(a.Id)));
        var comments = await Read(db.Set<Comment>().Where(c => ids.Contains(c.ArticleId)));
        Assert.Equal(world.Comments.Count, comments.Count);
        var byKey = comments.ToDictionary(c => new CommentKey(c.ArticleId, c.Seq).ToString());
        return new Rows(
            world.Articles.ToDictionary(a => a, a => articles.Single(row => row.Key == a.Key)),
            world.Comments.ToDictionary(c => c, c => byKey[c.Id]));
    }

    private static Task<List<T>> Read<T>(IQueryable<T> rows) where T : class => rows.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
}
