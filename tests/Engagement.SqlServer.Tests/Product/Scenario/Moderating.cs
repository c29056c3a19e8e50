using Engagement.Server.Tests.Comments;

namespace Engagement.SqlServer.Tests.Product.Scenario;

/// <summary>Everything that moderators do, and everything that they look at.</summary>
internal static class Moderating
{
    private const string Payload = "comment { id } article { id }";

    public static async Task RunAsync(Site site, string article, string top, string reply)
    {
        await DecideAsync(site, article, top, reply);
        await BanAsync(site, reply);
        await LookAsync(site, article, top);
    }

    private static async Task DecideAsync(Site site, string articleId, string top, string reply)
    {
        Task DoAsync(string mutation, object input) =>
            site.Mod.DoAsync(mutation, $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input", Payload, input);

        foreach (var commentId in (string[])[top, top, reply])
            await site.Bob.DoAsync("reportComment", "ReportCommentInput", "comment { id }", new { commentId, reason = "SPAM", details = "d" });
        await site.Mod.TryAsync("approveComment", "ApproveCommentInput", "errors { code }", new { commentId = top, seenState = "HELD" });
        await DoAsync("approveComment", new { commentId = top, note = "n" });
        await DoAsync("pinComment", new { commentId = top });
        await site.Mod.DoAsync("unpinComment", "PinCommentInput", Payload, new { commentId = top });
        await DoAsync("pinComment", new { commentId = reply });
        await DoAsync("removeComment", new { commentId = reply, reason = "SPAM", seenState = "PUBLISHED" });
        await DoAsync("restoreComment", new { commentId = reply });
        await site.Mod.TryAsync("restoreComment", "RestoreCommentInput", "errors { ... on Conflict { changedBy { id } } }", new { commentId = reply, seenState = "HELD" });
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "article { id }", new { articleId, state = "PREMODERATED" });
        var held = await site.Alice.PostAsync(articleId, "Held");
        await site.Alice.PostAsync(articleId, "Held too", top);
        await DoAsync("approveComment", new { commentId = held });
        await site.Mod.DoAsync("setCommenting", "SetCommentingInput", "article { id }", new { articleId, state = "OPEN", closesAt = "2100-01-01T00:00:00Z", message = "m" });
        await site.Bob.DoAsync("reportComment", "ReportCommentInput", "comment { id }", new { commentId = top, reason = "OTHER" });
    }

    private static async Task BanAsync(Site site, string reply)
    {
        var readerId = await ReaderOfAsync(site, reply);
        await site.Mod.DoAsync("banReader", "BanReaderInput", "reader { id } ban { until }", new { readerId, until = "2100-01-01T00:00:00Z", reason = "ABUSIVE", note = "n" });
        await site.Mod.DoAsync("unbanReader", "UnbanReaderInput", "reader { id }", new { readerId });
    }

    private static async Task<string> ReaderOfAsync(Site site, string comment) =>
        (await site.Mod.QueryAsync("query($id: ID!) { comment(id: $id) { author { id } } }", new { id = comment }))
            .GetProperty("comment").GetProperty("author").GetProperty("id").GetString()!; // published

    private static async Task LookAsync(Site site, string articleId, string commentId)
    {
        var readerId = await ReaderOfAsync(site, commentId);
        string[][] states = [["HELD"], ["PUBLISHED", "REMOVED"]];
        object?[] filters =
        [
            null, new { reported = false }, new { readerId }, new { channel = "news" }, new { states = states[1] }, new { articleId },
            new { states = states[0] }, new { states = states[0], articleId }, new { reported = true }, new { reported = true, articleId },
            new { states = states[1], reported = false, articleId, readerId, channel = "news" },
            new { states = states[1], reported = true, articleId, readerId, channel = "news" },
            new { states = states[0], reported = false, articleId, readerId, channel = "news" },
        ];
        string? comment = null, entry = null;
        foreach (var filter in filters)
            comment = await PagesAsync(site.Mod, comment, "comments(filter: $filter, first: 1, after: $after)", "$filter: ModeratedCommentFilter",
                "comment { id } reports { reader { id } reason } decisions { ...entry }", after => new { filter, after });

        object[] selections = [new { }, new { commentId }, new { readerId }, new { articleId }, new { moderatorId = readerId }, new { commentId, readerId, articleId, moderatorId = readerId }];
        foreach (var which in selections)
            entry = await PagesAsync(site.Mod, entry, "auditTrail(commentId: $commentId, readerId: $readerId, articleId: $articleId, moderatorId: $moderatorId, first: 1, after: $after)",
                "$commentId: ID, $readerId: ID, $articleId: ID, $moderatorId: ID", "...entry", after => With(which, after));

        await site.Mod.QueryAsync(
            "query($id: ID!) { moderation { reader(id: $id) { reader { id } ban { until } reportsAgainst comments(states: [PUBLISHED]) { nodes { comment { id } } } } } }", new { id = readerId });
    }

    /// <summary>The first page and one behind it; its cursor.</summary>
    /// <param name="cursor">Where to go on from; null: the end of the first page, which is not empty.</param>
    private static async Task<string?> PagesAsync(Person person, string? cursor, string field, string variables, string nodes, Func<string?, object> values)
    {
        const string Entry = "fragment entry on AuditEntry { id action rule note actor { id } reader { id } comment { id } article { id } }";
        var document = $"query({variables}, $after: String) {{ moderation {{ page: {field} {{ pageInfo {{ endCursor }} nodes {{ {nodes} }} }} }} }} {Entry}";
        var first = await person.QueryAsync(document, values(null));
        cursor ??= first.GetProperty("moderation").GetProperty("page").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        await person.QueryAsync(document, values(cursor ?? throw new InvalidOperationException("The page is empty.")));
        return cursor;
    }

    private static Dictionary<string, object?> With(object values, string? after) =>
        new(values.GetType().GetProperties().Select(p => KeyValuePair.Create(p.Name, p.GetValue(values)))) { ["after"] = after };
}
