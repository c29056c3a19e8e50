using System.Text.Json;
using Engagement.Server.Tests.Comments;

namespace Engagement.Server.Tests.Discovery;

/// <summary>Registers articles as a publisher does, and reads lists of them by their keys.</summary>
internal static class Press
{
    /// <summary>Puts in articles or changes them.</summary>
    public static async Task RegisterAsync(this Site site, params object[] articles) =>
        await site.Publisher.DoAsync("registerArticles", "RegisterArticlesInput", "created", new { articles });

    /// <summary>An article by its key; its title says nothing, unless one is given.</summary>
    public static object Article(
        string key, string title = "…", string? publishedAt = null, string[]? channels = null, string[]? keywords = null, string[]? companies = null,
        string[]? related = null, string state = "PUBLISHED") => new
        {
            key, url = $"https://news.example/{key}", title, publishedAt, state, channels = channels ?? [], keywords = keywords ?? [], related = related ?? [],
            companies = (companies ?? []).Select(name => new { name, url = $"https://company.example/{Uri.EscapeDataString(name)}" }),
        };

    /// <summary>The keys of a list of articles, or null.</summary>
    public static IReadOnlyList<string>? Keys(this JsonElement articles) =>
        articles.ValueKind == JsonValueKind.Null ? null : [.. articles.EnumerateArray().Select(a => a.GetProperty("key").GetString()!)];

    /// <summary>A field of a field.</summary>
    public static JsonElement At(this JsonElement element, params string[] path) => path.Aggregate(element, (e, name) => e.GetProperty(name));
}
