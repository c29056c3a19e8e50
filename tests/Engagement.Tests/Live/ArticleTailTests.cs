using Engagement.Live;
using GraphQL;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Tests.Live;

public sealed class ArticleTailTests : IAsyncDisposable
{
    private const long ArticleId = 7;

    private readonly ScriptedFeed _feed = new();
    private readonly KnownVersions _known = new();
    private readonly LiveOptions _options = new() { CatchUpEvents = 5 };
    private readonly LiveMetrics _metrics = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly ArticleTails _tails;

    public ArticleTailTests() => _tails = NewTails();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _tails.DisposeAsync();
        _metrics.Dispose();
    }

    [Fact]
    public async Task A_subscriber_who_cannot_be_served_is_told_and_holds_nothing()
    {
        _feed.Fault = new TimeoutException();

        await Assert.ThrowsAsync<TimeoutException>(() => SubscribeAsync());

        await Eventually.TrueAsync(() =>
        {
            _clock.Advance(_options.RetryInterval); // again and again: it may not wait yet
            return _tails.Count == 0;
        });
    }

    [Fact]
    public async Task A_failed_reading_is_tried_again_and_nobody_who_follows_notices()
    {
        using var subscriber = await SubscribeAsync();
        _feed.Fault = new TimeoutException();
        Commit();

        await Eventually.TrueAsync(() => _feed.Fault is null);
        await Eventually.TrueAsync(() =>
        {
            _clock.Advance(_options.RetryInterval);
            return _feed.Opened == 3;
        });

        Assert.Equal(2, (await NextAsync(subscriber)).Version);
    }

    [Fact]
    public async Task Giving_up_before_the_first_reading_holds_nothing()
    {
        var gate = new TaskCompletionSource();
        _feed.Gate = gate.Task;
        using var giveUp = new CancellationTokenSource();
        var subscribing = _tails.SubscribeAsync(ArticleId, FeedKind.Changes, null, seesAll: false, giveUp.Token);
        await Eventually.TrueAsync(() => _feed.Opened == 1);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscribing);
        gate.SetResult();
        await Eventually.TrueAsync(() => _tails.Count == 0);
    }

    [Fact]
    public async Task What_happens_during_a_reading_makes_one_more()
    {
        using var subscriber = await SubscribeAsync();
        var gate = new TaskCompletionSource();
        _feed.Gate = gate.Task;
        Commit();
        await Eventually.TrueAsync(() => _feed.Opened == 2);
        for (var i = 0; i < 4; i++)
            Commit();

        gate.SetResult();

        for (var version = 2; version <= 6; version++)
            Assert.Equal(version, (await NextAsync(subscriber)).Version);
        await Eventually.TrueAsync(() => _feed.Opened == 3);
        using var another = await SubscribeAsync(); // one reading after all that was to come
        Assert.Equal(4, _feed.Opened);
    }

    [Fact]
    public async Task All_who_wait_to_join_are_served_by_one_reading()
    {
        using var first = await SubscribeAsync();
        _feed.Version = 4;
        var gate = new TaskCompletionSource();
        _feed.Gate = gate.Task;
        var joining = Enumerable.Range(1, 3).Select(after => SubscribeAsync(after)).ToList();
        await Eventually.TrueAsync(() => _feed.Opened == 2);

        gate.SetResult();
        var subscribers = await Task.WhenAll(joining);

        var versions = await Task.WhenAll(subscribers.Select(async s => (await NextAsync(s)).Version));
        Assert.Equal([2, 3, 4], versions);
        Assert.InRange(_feed.Opened, 2, 3); // those who came while the gate was closed share the second
        foreach (var subscriber in subscribers)
            subscriber.Dispose();
    }

    [Fact]
    public async Task One_reading_further_than_the_limit_makes_all_read_again()
    {
        using var subscriber = await SubscribeAsync();
        _feed.Version = 100;
        _known.Raise(ArticleId, 100, 100);

        var one = await NextAsync(subscriber);

        Assert.Equal(new Resync(100).Version, Assert.IsType<Resync>(one).Version);
        Commit();
        Assert.Equal(101, Assert.IsType<Happened>(await NextAsync(subscriber)).Version);
    }

    [Fact]
    public async Task One_whose_events_do_not_fit_from_the_start_has_joined_and_is_told_that_it_is_slow()
    {
        _options.WaitingEvents = 2;
        _feed.Version = 4;

        using var subscriber = await SubscribeAsync(after: 1);

        var taken = new List<long>();
        var end = await Assert.ThrowsAsync<ExecutionError>(async () =>
        {
            await foreach (var one in subscriber.ReadAsync(Cancel))
                taken.Add(one.Version);
        });
        Assert.Equal(Subscriber.SlowCode, end.Code);
        Assert.Equal([2, 3], taken);
    }

    [Fact]
    public async Task A_version_that_fell_makes_all_read_again()
    {
        _feed.Version = 50;
        using var subscriber = await SubscribeAsync();
        _feed.Version = 10;
        using var wakes = await SubscribeAsync();

        Assert.Equal(10, Assert.IsType<Resync>(await NextAsync(subscriber)).Version);
    }

    [Fact]
    public async Task Stopping_ends_the_streams()
    {
        var tails = NewTails();
        var subscriber = await tails.SubscribeAsync(ArticleId, FeedKind.Changes, null, seesAll: false, Cancel);

        await tails.DisposeAsync();

        await foreach (var _ in subscriber!.ReadAsync(Cancel))
            Assert.Fail("There is no event.");
    }

    private ArticleTails NewTails() => new(_feed, _known, _options, _metrics, _clock, NullLogger<ArticleTails>.Instance);

    private void Commit()
    {
        _feed.Version++;
        _known.Raise(ArticleId, _feed.Version, _feed.Version);
    }

    private async Task<Subscriber> SubscribeAsync(long? after = null) =>
        await _tails.SubscribeAsync(ArticleId, FeedKind.Changes, after, seesAll: false, Cancel) ?? throw new InvalidOperationException("Refused.");

    private static async Task<LiveEvent> NextAsync(Subscriber subscriber) => await subscriber.ReadAsync(Cancel).FirstAsync(Cancel);
}
