using System.Collections.Concurrent;
using System.Text.Json;
using Engagement.Comments;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using GraphQL;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>People who react to an article in one way after the other, and now and then take it back, until the server is gone.</summary>
internal sealed class ReactionAttempts
{
    private static readonly string?[] Ways = ["LIKE", "AGREE", null, "DISAGREE", "INSIGHTFUL"];

    private readonly ConcurrentDictionary<string, (string? Acknowledged, string? Sent)> _last = new();
    private int _count;

    /// <summary>Reactions that were acknowledged so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Reacts, one after the other; ends when the server is gone.</summary>
    public async Task ReactAsync(Person person, string articleId)
    {
        string? acknowledged = null;
        try
        {
            for (var i = 0; ; i++)
            {
                var way = Ways[i % Ways.Length];
                _last[person.Subject] = (acknowledged, way);
                await (way is null
                    ? person.DoAsync("removeArticleReaction", "RemoveArticleReactionInput", "__typename", new { articleId })
                    : person.DoAsync("reactToArticle", "ReactToArticleInput", "__typename", new { articleId, kind = way }));
                acknowledged = way;
                Interlocked.Increment(ref _count);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
        }
    }

    /// <summary>Everybody's reaction is the last one that was acknowledged, or the one whose answer never came.</summary>
    public async Task AssertWrittenAsync(TestDatabase database)
    {
        var readers = await database.ReaderIdsAsync();
        await using var db = database.OpenContext();
        var stored = await db.Set<ArticleReaction>().AsNoTracking().ToDictionaryAsync(r => r.ReaderId, r => r.Kind.ToString().ToConstantCase(), TestContext.Current.CancellationToken);
        Assert.All(_last, last => Assert.Contains(stored.GetValueOrDefault(readers[last.Key]), new[] { last.Value.Acknowledged, last.Value.Sent }));
    }
}
