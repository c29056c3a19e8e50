using System.Net;
using System.Text.Json;
using Engagement.Counts;
using Engagement.Comments;
using Engagement.Live;
using Engagement.Moderation;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Shares;
using Engagement.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Model;

/// <summary>Plays one sequence on the server and in the model, and compares.</summary>
internal sealed class Play : IDisposable
{
    /// <summary>Steps between two comparisons of everything.</summary>
    private const int Stride = 15;

    private const string Crawler = "Googlebot/2.1 (+http://www.google.com/bot.html)";

    private readonly Site _site;
    private readonly IReadOnlyList<Browser> _browsers;
    private readonly FakeTimeProvider _time;
    private readonly World _world;
    private readonly Tally _tally;
    private readonly Sequence _sequence;
    private readonly Answers _answers;
    private readonly Feed _feed;
    private readonly List<string> _log = [];

    public Play(Site site, FakeTimeProvider time, World world, Tally tally)
    {
        (_site, _time, _world, _tally) = (site, time, world, tally);
        _browsers = [new Browser(site), new Browser(site, Browser.Safari), new Browser(site, Crawler)];
        _sequence = new Sequence(world);
        _answers = new Answers(site, world);
        _feed = new Feed(world, site.Server.Services.GetRequiredService<KnownVersions>());
    }

    public async Task RunAsync(IReadOnlyList<Step> steps)
    {
        try
        {
            Note(await _answers.ReadRowsAsync());
            foreach (var (i, step) in steps.Index())
            {
                await PlayAsync(step);
                var rows = await _answers.ReadRowsAsync();
                Note(rows);
                if (i % Stride == Stride - 1)
                    await CompareAsync(rows, _world.Readers[i % _world.Readers.Count]);
            }
            await CompareAllAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{e.Message}{Environment.NewLine}After{Environment.NewLine}{string.Join(Environment.NewLine, _log)}", e);
        }
    }

    public void Dispose()
    {
        foreach (var browser in _browsers)
            browser.Dispose();
    }

    private void Note(Rows rows)
    {
        _feed.Check(rows);
        foreach (var (article, row) in rows.Articles)
            if (row.ShareCode is { } code && !article.Shares.Codes.Contains(code))
                article.Shares.Codes.Add(code);
    }

    private async Task PlayAsync(Step step)
    {
        if (step.Act == Act.Wait)
        {
            _log.Add("two minutes pass");
            _time.Advance(TimeSpan.FromMinutes(2));
        }
        else if (step.Act == Act.Close)
        {
            _log.Add("threads whose end has passed are closed");
            await _site.Server.Services.GetRequiredService<CloseThreads>().RunAsync(TestContext.Current.CancellationToken);
            ModeratorsActs.CloseDue(_world);
        }
        else if (step.Act == Act.Follow)
        {
            if (_sequence.Link(step) is { } link)
                await FollowAsync(_browsers[step.Who % _browsers.Count], _sequence.Article(step), link);
        }
        else if (_sequence.Next(step) is { } call)
        {
            await SendAsync(call);
        }
    }

    /// <summary>Somebody without a token opens a short link, who is led to what is public, and counted unless it is a crawler.</summary>
    private async Task FollowAsync(Browser browser, ModelArticle article, ShareLinkCode link)
    {
        _log.Add($"{browser.Agent}: GET /s/{link}");
        using var response = await browser.OpenAsync($"/s/{link}");
        _tally.Add($"GET /s/ {response.StatusCode}");
        Assert.Equal(article.IsPublished ? HttpStatusCode.Redirect : HttpStatusCode.NotFound, response.StatusCode);
        if (!article.IsPublished)
            return;
        var counted = browser.Agent != Crawler && article.Shares.Add(browser, link.Channel, ShareEventKind.Visit, _world.Now);
        _tally.Add($"GET /s/ counted: {counted}");
        Assert.True(await Wait.UntilAsync(async () => await _answers.ShareEventsAsync(article) == article.Shares.Total), $"Not counted: {counted}"); // a reader waits half a second for it at most
    }

    private async Task SendAsync(Call call)
    {
        var what = $"{call.Actor}: {call.Mutation} {JsonSerializer.Serialize(call.Input)}";
        _log.Add(what);
        var payload = await call.Actor.Person.TryAsync(call.Mutation, call.InputType, call.Selection, call.Input);
        var expected = call.Play();
        _log[^1] += $" → {expected}";
        _tally.Add(call.Name, expected);
        Assert.Equal(expected.Errors, payload.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()!));
        if (expected.Made is { } made)
            made.Id = payload.GetProperty("comment").GetProperty("id").GetString()!; // every comment has one
        if (expected.Founded is { } founded)
            founded.Id = (payload.TryGetProperty("articles", out var all) ? all[0] : payload.GetProperty("article")).GetProperty("id").GetString()!; // every article has one
        if (expected.Payload?.Invoke() is { } wanted)
            Answers.AssertSame(what, wanted, JsonSerializer.SerializeToElement(
                payload.EnumerateObject().Where(p => p.Name != "errors").ToDictionary(p => p.Name, p => p.Value)));
    }

    private async Task CompareAsync(Rows rows, ModelReader reader)
    {
        foreach (var article in _world.Articles)
        {
            await _answers.CompareArticleAsync(null, article, rows);
            await _answers.CompareViewerAsync(reader, article);
            await _answers.CompareModerationAsync(_world.Moderators[0], article, reader);
        }
        await _answers.CompareCommentsAsync(null, rows);
        await _answers.CompareCommentsAsync(reader, rows);
    }

    private async Task CompareAllAsync()
    {
        foreach (var comment in _world.Comments)
            _tally.Add($"a comment {(comment.IsPublished ? "" : comment.IsShown ? "as a tombstone " : "not shown ")}{Seen.Name(comment.State)}{(comment.InReplyTo is null ? "" : " beyond the depth limit")}");
        var rows = await _answers.ReadRowsAsync();
        foreach (var somebody in _world.Everybody)
            await CompareAsync(rows, somebody);
        foreach (var article in _world.Articles)
        {
            await _answers.CompareArticleAsync(_world.Moderators[0], article, rows);
            await _answers.ComparePagesAsync(article);
            await _answers.CompareNamesAsync(article);
        }
        await _answers.CompareQueueAsync(_world.Moderators[0], null, _ => true);
        await _answers.CompareQueueAsync(_world.Moderators[0], new { states = new[] { "HELD" } }, c => c.State == CommentState.Held);
        await _answers.CompareQueueAsync(_world.Moderators[0], new { reported = true }, c => c.IsReported);

        await foreach (var mismatch in _site.Server.Services.GetRequiredService<CountsVerifier>().VerifyAsync(false, null, TestContext.Current.CancellationToken))
            Assert.Fail($"{mismatch}");
        await CompareTrailAsync(rows);
    }

    /// <summary>The states that the audit trail leads to are those of the rows.</summary>
    private async Task CompareTrailAsync(Rows rows)
    {
        await using var db = _site.Server.Database.OpenContext();
        var trail = (await db.Set<AuditEntry>().AsNoTracking().Where(e => e.Seq != null).ToListAsync(TestContext.Current.CancellationToken))
            .ToLookup(e => (e.ArticleId, e.Seq));
        foreach (var (comment, row) in rows.Comments)
        {
            Assert.Equal(comment.State, row.State);
            Assert.Equal(row.State, AuditReplay.StateAfter(trail[(row.ArticleId, row.Seq)]));
        }
    }
}
