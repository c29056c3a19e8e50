using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Shares;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>People who share an article by one channel after the other, each by a button and as a visit, until the server is gone.</summary>
internal sealed class ShareAttempts
{
    private int _shares, _visits, _sent;

    /// <summary>Events that were acknowledged as counted so far.</summary>
    public int Count => Volatile.Read(ref _shares) + Volatile.Read(ref _visits);

    /// <summary>Shares by each channel once; ends then, or when the server is gone.</summary>
    /// <param name="person">With a token.</param>
    /// <param name="articleId">What.</param>
    /// <param name="code">Its share code.</param>
    public async Task ShareAsync(Person person, string articleId, string code)
    {
        try
        {
            foreach (var data in ShareChannels.All)
            {
                Interlocked.Add(ref _sent, 2);
                await person.DoAsync("recordShare", "RecordShareInput", "counted", new { articleId, channel = data.Name });
                Interlocked.Increment(ref _shares);
                await person.DoAsync("recordVisit", "RecordVisitInput", "counted", new { code = $"{code}{data.Letter}" });
                Interlocked.Increment(ref _visits);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
        }
    }

    /// <summary>All that was acknowledged is counted, and nothing that was not sent.</summary>
    public async Task AssertCountedAsync(TestDatabase database)
    {
        await using var db = database.OpenContext();
        var counted = await db.Set<ShareTally>().SumAsync(t => t.Intents + t.Visits, TestContext.Current.CancellationToken);
        Assert.InRange(counted, Count, _sent);
    }
}
