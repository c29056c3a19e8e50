using System.Net;
using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Shares;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>
/// People who share an article by one channel after the other, each by a button, as a visit, and once more as somebody without a
/// token who opens the link, until the server is gone.
/// </summary>
internal sealed class ShareAttempts
{
    private int _shares, _visits, _followed, _sent;

    /// <summary>Events that were acknowledged as counted so far.</summary>
    public int Count => Volatile.Read(ref _shares) + Volatile.Read(ref _visits);

    /// <summary>Short links that led on so far; it is not said whether they were counted.</summary>
    public int Followed => Volatile.Read(ref _followed);

    /// <summary>Shares by each channel once; ends then, or when the server is gone.</summary>
    /// <param name="person">With a token.</param>
    /// <param name="articleId">What.</param>
    /// <param name="code">Its share code.</param>
    /// <param name="http">Leads to the server, and does not follow.</param>
    public async Task ShareAsync(Person person, string articleId, string code, HttpClient http)
    {
        try
        {
            foreach (var data in ShareChannels.All)
            {
                Interlocked.Add(ref _sent, 3);
                await person.DoAsync("recordShare", "RecordShareInput", "counted", new { articleId, channel = data.Name });
                Interlocked.Increment(ref _shares);
                await person.DoAsync("recordVisit", "RecordVisitInput", "counted", new { code = $"{code}{data.Letter}" });
                Interlocked.Increment(ref _visits);
                await FollowAsync(http, $"s/{code}{data.Letter}", person.Subject);
                Interlocked.Increment(ref _followed);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
        }
    }

    private static async Task FollowAsync(HttpClient http, string link, string agent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        request.Headers.Add("User-Agent", agent);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    /// <summary>All that was acknowledged is counted, and nothing that was not sent.</summary>
    public async Task AssertCountedAsync(TestDatabase database)
    {
        await using var db = database.OpenContext();
        var counted = await db.Set<ShareTally>().SumAsync(t => t.Intents + t.Visits, TestContext.Current.CancellationToken);
        Assert.InRange(counted, Count, _sent);
    }
}
