using System.Text.Json;
using Engagement.Comments;
using Engagement.Counts;
using Engagement.Readers;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>What tests of many writers share.</summary>
internal static class Crowd
{
    private const string Post =
        "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id version addedVersion createdAt } article { version } errors { code path } } }";

    /// <summary>Readers who have written before, so that their next write is one transaction only.</summary>
    public static async Task<IReadOnlyList<Person>> ReadersAsync(this Site site, int number)
    {
        var readers = Enumerable.Range(0, number).Select(i => site.Person($"reader-{i}")).ToList();
        foreach (var reader in readers)
            await reader.KnowAsync();
        return readers;
    }

    /// <summary>Makes the reader, by a write that is refused.</summary>
    public static async Task KnowAsync(this Person person) =>
        await person.RefusedAsync("removeReaction", "RemoveReactionInput", new { commentId = new CommentKey(1, 1).ToString() });

    /// <summary>The whole answer to a post, whatever it is.</summary>
    public static Task<JsonElement> AskToPostAsync(this Person person, string articleId, string body, string? parentId = null, string? key = null) =>
        person.Client.AskAsync(Post, new { input = new { articleId, parentId, body, idempotencyKey = key } }, person.Token);

    /// <summary>The payload of an answer without top-level errors.</summary>
    public static JsonElement Payload(this JsonElement answer) => answer.GetProperty("data").GetProperty("postComment");

    /// <summary>The code of the only typed error; null if there is none.</summary>
    public static string? Code(this JsonElement payload) =>
        payload.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()).SingleOrDefault();

    public static string? CommentId(this JsonElement payload) => payload.GetProperty("comment").GetProperty("id").GetString();

    /// <summary>Fails if a stored count is not what its cause adds up to.</summary>
    public static async Task VerifyCountsAsync(this EngagementServer server)
    {
        await foreach (var mismatch in server.Services.GetRequiredService<CountsVerifier>().VerifyAsync(false, null, TestContext.Current.CancellationToken))
            Assert.Fail($"{mismatch}");
    }

    /// <summary>Recounts and corrects; what was wrong.</summary>
    public static async Task<IReadOnlyList<CountMismatch>> RepairCountsAsync(this EngagementServer server) =>
        await server.Services.GetRequiredService<CountsVerifier>().VerifyAsync(true, null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>The rows' ids by the readers' names.</summary>
    public static async Task<Dictionary<string, long>> ReaderIdsAsync(this TestDatabase database)
    {
        await using var db = database.OpenContext();
        return await db.Set<Reader>().AsNoTracking().ToDictionaryAsync(r => r.Name, r => r.Id, TestContext.Current.CancellationToken);
    }

    /// <summary>All comments of a database, in no order.</summary>
    public static async Task<List<Comment>> CommentsAsync(this TestDatabase database)
    {
        await using var db = database.OpenContext();
        return await db.Set<Comment>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
    }
}
