using System.Text.Json;
using Engagement.Readers;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

/// <summary>The two writes that most tests begin with.</summary>
internal static class Posting
{
    /// <summary>Registers an article; returns its id.</summary>
    public static async Task<string> RegisterAsync(this EngagementServer server, string key)
    {
        var data = await server.Client.QueryAsync(
            """
            mutation($key: String!, $url: URL!) {
              registerArticles(input: {articles: [{key: $key, url: $url, title: $key}]}) { articles { id } errors { message } }
            }
            """,
            new { key, url = $"https://news.example/{Uri.EscapeDataString(key)}" },
            server.Token("press", Roles.Publisher));
        var registered = data.GetProperty("registerArticles");
        Assert.Equal(0, registered.GetProperty("errors").GetArrayLength());
        return registered.GetProperty("articles")[0].GetProperty("id").GetString()!; // the query selects it
    }

    /// <summary>Posts a comment, which must be taken; returns its id.</summary>
    public static async Task<string> PostAsync(this EngagementServer server, string articleId, string token, string body = "Hello", string? parentId = null)
    {
        var answer = await server.AskToPostAsync(articleId, token, body, parentId);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        var payload = answer.GetProperty("data").GetProperty("postComment");
        Assert.Equal(0, payload.GetProperty("errors").GetArrayLength());
        return payload.GetProperty("comment").GetProperty("id").GetString()!; // the query selects it
    }

    /// <summary>Posts a comment; returns the whole answer, refused or not.</summary>
    public static Task<JsonElement> AskToPostAsync(this EngagementServer server, string articleId, string token, string body = "Hello", string? parentId = null) =>
        server.Client.AskAsync(
            """
            mutation($articleId: ID!, $parentId: ID, $body: Markdown!) {
              postComment(input: {articleId: $articleId, parentId: $parentId, body: $body}) { comment { id } errors { code message } }
            }
            """,
            new { articleId, parentId, body },
            token);
}
