using System.Text.Json;
using Engagement.Readers;
using Xunit;

namespace Engagement.Tests.Moderation;

/// <summary>Sends mutations and reads their payloads.</summary>
internal static class Mutations
{
    private const string Errors = """
        errors {
          __typename code message path
          ... on InvalidInput { problem limit }
          ... on Conflict { comment { id state body author { name } } changedBy { name } changedAt }
          ... on Banned { until reason }
          ... on TooFast { retryAfter }
        }
        """;

    /// <summary>The payload of one mutation, with what it has of comment, article, reader and ban.</summary>
    public static async Task<JsonElement> MutateAsync(this ModeratedSite site, Caller caller, string mutation, object input)
    {
        var inputType = mutation == "unpinComment" ? "PinCommentInput" : $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input";
        var payload = mutation switch
        {
            "banReader" or "unbanReader" => "reader { id name } ban { until reason createdAt }",
            "setCommenting" => "article { id version }",
            "reportComment" or "reactToComment" => "comment { id state version }",
            _ => "comment { id state body replyCount version } article { id version engagement { comments participants } pinned { id } }",
        };
        var data = await site.DataAsync(
            caller, $"mutation ($input: {inputType}!) {{ {mutation}(input: $input) {{ {payload} {Errors} }} }}", new { input });
        return data.GetProperty(mutation);
    }

    /// <summary>The payload of a mutation that is not refused and writes nothing.</summary>
    public static async Task<JsonElement> MutateIdlyAsync(this ModeratedSite site, Caller caller, string mutation, object input)
    {
        var before = await site.WritesAsync();
        var payload = await site.MutateAsync(caller, mutation, input);
        Assert.Empty(payload.Codes());
        Assert.Equal(before, await site.WritesAsync());
        return payload;
    }

    /// <summary>The payload of a mutation that does what it says.</summary>
    public static async Task<JsonElement> DoAsync(this ModeratedSite site, Caller caller, string mutation, object input)
    {
        var before = await site.WritesAsync();
        var payload = await site.MutateAsync(caller, mutation, input);
        Assert.Empty(payload.Codes());
        Assert.Equal(before + 1, await site.WritesAsync());
        return payload;
    }

    /// <summary>The one error of a mutation that is refused and writes nothing.</summary>
    public static async Task<JsonElement> RefusalAsync(this ModeratedSite site, Caller caller, string mutation, object input)
    {
        var before = await site.WritesAsync();
        var payload = await site.MutateAsync(caller, mutation, input);
        Assert.Equal(before, await site.WritesAsync());
        Assert.All(payload.EnumerateObject().Where(p => p.Name != "errors"), p => Assert.Equal(JsonValueKind.Null, p.Value.ValueKind));
        return Assert.Single(payload.GetProperty("errors").EnumerateArray());
    }

    public static Task<JsonElement> RemoveAsync(this ModeratedSite site, Caller caller, string commentId) =>
        site.DoAsync(caller, "removeComment", new { commentId, reason = "SPAM" });

    /// <summary>Reports a comment for spam.</summary>
    public static Task<JsonElement> ReportAsync(this ModeratedSite site, Caller caller, string commentId) =>
        site.DoAsync(caller, "reportComment", new { commentId, reason = "SPAM" });

    /// <summary>From now on posts wait as HELD.</summary>
    public static Task<JsonElement> PremoderateAsync(this ModeratedSite site, string articleId) =>
        site.DoAsync(site.Mod, "setCommenting", new { articleId, state = "PREMODERATED" });

    public static JsonElement At(this JsonElement element, params string[] path) => path.Aggregate(element, (e, name) => e.GetProperty(name));
    public static string? Text(this JsonElement element, params string[] path) => element.At(path).GetString();
    public static string[] Codes(this JsonElement payload) => [.. payload.GetProperty("errors").EnumerateArray().Select(e => e.Text("code")!)];
    public static string[] Path(this JsonElement error) => [.. error.GetProperty("path").EnumerateArray().Select(e => e.GetString()!)];

    /// <summary>The texts at a path in each object of a list.</summary>
    public static string?[] Each(this JsonElement list, params string[] path) => [.. list.EnumerateArray().Select(e => e.Text(path))];
}
