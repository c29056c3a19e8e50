using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Live;

/// <summary>
/// Tells the other replicas what this process committed, and asks the database about what they tell: what came while it
/// was asked is the next question. What is lost on the way the poll finds.
/// </summary>
internal sealed partial class ReplicaNotices(IReplicaBus bus, KnownVersions known, VersionPoll poll, TimeProvider time, LiveOptions options, ILogger<ReplicaNotices> log)
    : BackgroundService
{
    /// <summary>Articles that one question asks about, and that wait for it at most.</summary>
    private const int MostArticles = 500;

    private readonly Channel<long> _articles = Channel.CreateBounded<long>(
        new BoundedChannelOptions(MostArticles) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        known.Committed += Tell;
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        known.Committed -= Tell;
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(HearAsync(stoppingToken), AskAsync(stoppingToken));

    private void Tell(long articleId, KnownVersions.Known versions) => bus.Tell(new ArticleNotice(articleId, versions.Version));

    private async Task HearAsync(CancellationToken stop)
    {
        await foreach (var notice in bus.ListenAsync(stop))
            if (!(known.Of(notice.ArticleId)?.Version >= notice.Version))
                _articles.Writer.TryWrite(notice.ArticleId);
    }

    private async Task AskAsync(CancellationToken stop)
    {
        var articles = new HashSet<long>();
        while (await _articles.Reader.WaitToReadAsync(stop))
        {
            while (articles.Count < MostArticles && _articles.Reader.TryRead(out var article))
                articles.Add(article);
            try
            {
                await poll.AskAsync(articles, stop);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                LogFailed(e);
                await Task.Delay(options.RetryInterval, time, stop); // the poll asks meanwhile
            }
            articles.Clear();
        }
    }

    [LoggerMessage(123, LogLevel.Warning, "Articles that another replica told of could not be asked for; the poll will find them")]
    private partial void LogFailed(Exception fault);
}
