using System.Diagnostics.Metrics;
using Engagement.Articles;
using Engagement.Live;
using Engagement.Readers;
using Xunit;
using static Engagement.Tests.Live.Subscriptions;

namespace Engagement.Tests.Live;

public sealed class VersionPollTests
{
    private static readonly Caller Anna = Replica.Caller("anna");

    [Fact]
    public async Task A_replica_sees_what_another_one_wrote_by_the_poll_alone()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var (writer, reader) = (database.AddReplica(), database.AddReplica());
        var article = await writer.AddArticleAsync();
        await reader.StartAsync<VersionPoll>();
        await Eventually.TrueAsync(() => Known(reader, article) is not null); // the first poll is over
        await using var follower = await reader.FollowAsync(Added, new { id = article });
        var before = Known(reader, article);

        await writer.PostAsync(article, "Hello from the other side", Anna);
        Assert.Equal(before, Known(reader, article));
        reader.Clock.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal("Hello from the other side", Body(await follower.NextAsync()));
        Assert.Equal(Known(writer, article), Known(reader, article));
    }

    [Fact]
    public async Task A_fault_is_survived_and_shows_as_lag()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var statements = new Statements();
        var writer = database.AddReplica();
        var reader = database.AddReplica(s => s.Interceptor = statements);
        var article = await writer.AddArticleAsync();
        await reader.StartAsync<VersionPoll>();
        await Eventually.TrueAsync(() => Known(reader, article) is not null);
        var failed = new TaskCompletionSource();
        statements.Before("\"ChangedAt\" >", () =>
        {
            failed.SetResult();
            throw new TimeoutException();
        });

        await writer.PostAsync(article, "Hello", Anna);
        reader.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await failed.Task;
        Assert.Equal(0.5, Lag(reader));
        await Eventually.TrueAsync(() =>
        {
            reader.Clock.Advance(TimeSpan.FromMilliseconds(500));
            return Known(reader, article) == Known(writer, article);
        });
        await Eventually.TrueAsync(() => Lag(reader) == 0);
    }

    [Theory]
    [InlineData(14, true), InlineData(60, false)]
    public async Task A_transaction_that_committed_late_is_found_within_the_time_that_one_may_take(int secondsLate, bool found)
    {
        await using var database = await LiveDatabase.CreateAsync();
        var (writer, reader) = (database.AddReplica(), database.AddReplica());
        var article = await writer.AddArticleAsync();
        var poll = reader.Service<VersionPoll>();
        await poll.PollAsync(TestContext.Current.CancellationToken); // the first one looks back further

        await writer.PostAsync(article, "Hello", Anna);
        await SetBackAsync(database, article, TimeSpan.FromSeconds(secondsLate));
        await poll.PollAsync(TestContext.Current.CancellationToken);

        Assert.Equal(found, Known(reader, article) == Known(writer, article));
    }

    [Fact]
    public async Task Every_sixtieth_poll_looks_back_ten_minutes()
    {
        await using var database = await LiveDatabase.CreateAsync();
        var (writer, reader) = (database.AddReplica(), database.AddReplica());
        var article = await writer.AddArticleAsync();
        var poll = reader.Service<VersionPoll>();
        await poll.PollAsync(TestContext.Current.CancellationToken);
        await writer.PostAsync(article, "Hello", Anna);
        await SetBackAsync(database, article, TimeSpan.FromMinutes(9));

        for (var i = 1; i < 60; i++)
            await poll.PollAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(Known(writer, article), Known(reader, article));
        await poll.PollAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Known(writer, article), Known(reader, article));
    }

    private static KnownVersions.Known? Known(Replica replica, string article) => replica.Get<KnownVersions>().Of(ArticleView.ParseId(article)!.Value);

    private static async Task SetBackAsync(LiveDatabase database, string article, TimeSpan by)
    {
        await using var db = database.Open();
        var row = await db.FindAsync<Article>([ArticleView.ParseId(article)!.Value], TestContext.Current.CancellationToken);
        row!.ChangedAt -= by;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static double Lag(Replica replica)
    {
        var lag = double.NaN;
        using var listener = new MeterListener();
        var meter = replica.Get<LiveMetrics>().Meter;
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter == meter && instrument.Name == "engagement.live.poll_lag")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => lag = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return lag;
    }
}
