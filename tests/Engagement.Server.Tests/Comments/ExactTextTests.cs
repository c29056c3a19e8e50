using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Comments;

/// <summary>Texts that machines compare are compared exactly, whatever the engine's own rules.</summary>
public sealed class ExactTextTests
{
    [Theory, EachEngine]
    public async Task Subjects_that_look_alike_are_different_readers(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        string[] subjects = ["ann", "Ann", "ann ", " ann", "änn", "a\u0308nn"];

        var comments = new List<string>();
        foreach (var subject in subjects)
            comments.Add(await site.Person(subject).PostAsync(article, "Hello"));

        var data = await site.Anybody.QueryAsync("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Comment { author { id } } } }", new { ids = comments });
        var authors = data.GetProperty("nodes").EnumerateArray().Select(c => c.GetProperty("author").GetProperty("id").GetString());
        Assert.Equal(subjects.Length, authors.Distinct().Count());
    }

    [Theory, EachEngine]
    public async Task Idempotency_keys_that_look_alike_are_different(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        var article = await site.ArticleAsync();
        string[] keys = ["key", "Key", "kéy", "ke\u0301y"];

        var comments = new List<string>();
        foreach (var key in keys)
            comments.Add(await site.Alice.PostAsync(article, "Hello", idempotencyKey: key));

        Assert.Equal(keys.Length, comments.Distinct().Count());
    }
}
