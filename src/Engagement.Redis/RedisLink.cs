using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Engagement.Redis;

/// <summary>
/// The one connection to Redis. It is made in the background, asked every second whether it answers, and used only while
/// it does: where it is away or slow, nobody waits for it more than once a second.
/// </summary>
internal sealed partial class RedisLink : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly ConfigurationOptions _configuration;
    private readonly RedisMetrics _metrics;
    private readonly ILogger _log;
    private readonly TaskCompletionSource<IConnectionMultiplexer> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isUp;

    public RedisLink(RedisSettings settings, ConfigurationOptions configuration, RedisMetrics metrics, ILogger<RedisLink> log)
    {
        (Settings, _configuration, _metrics, _log) = (settings, configuration, metrics, log);
        configuration.AbortOnConnectFail = false; // it may come later
        configuration.ReconnectRetryPolicy = new LinearRetry((int)Beat.TotalMilliseconds);
        configuration.BacklogPolicy = BacklogPolicy.FailFast; // nothing piles up while it is away
        configuration.AsyncTimeout = configuration.SyncTimeout = (int)settings.Timeout.TotalMilliseconds;
        metrics.Watch(() => _isUp);
    }

    public RedisSettings Settings { get; }

    /// <summary>Whether it answered in time when it was last asked.</summary>
    public bool IsUp => _isUp;

    /// <summary>Completes once the client is there, which does not mean that Redis is.</summary>
    public Task<IConnectionMultiplexer> Client => _connected.Task;

    /// <summary>Asks Redis, if it is up; false if it is not, or does not answer in time, which is counted and takes it for down.</summary>
    /// <param name="what">For the metric.</param>
    /// <param name="ask">One question.</param>
    /// <param name="patience">Of the operation that asks; where little is left of it, a late answer takes nothing for down.</param>
    public async ValueTask<bool> TryAsync(string what, Func<IDatabase, Task> ask, RedisPatience? patience = null)
    {
        if (!_isUp)
            return false;
        var longest = patience is null || patience.Left > Settings.Timeout ? Settings.Timeout : patience.Left;
        if (longest <= TimeSpan.Zero)
        {
            _metrics.Failed(what);
            return false;
        }
        var started = Stopwatch.GetTimestamp();
        try
        {
            await ask((await Client).GetDatabase()).WaitAsync(longest);
            return true;
        }
        catch (TimeoutException) when (longest < Settings.Timeout)
        {
            _metrics.Failed(what);
            return false;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            Fail(what, e);
            return false;
        }
        finally
        {
            patience?.Spend(Stopwatch.GetElapsedTime(started));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await using var client = await ConnectionMultiplexer.ConnectAsync(_configuration);
            _connected.TrySetResult(client);
            await WatchAsync(client, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        finally
        {
            _isUp = false;
            _connected.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task WatchAsync(ConnectionMultiplexer client, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Beat);
        do
        {
            try
            {
                await client.GetDatabase().PingAsync().WaitAsync(Settings.Timeout, stop);
                if (!_isUp)
                    LogUp();
                _isUp = true;
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                Fail("ping", e);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private void Fail(string what, Exception fault)
    {
        _metrics.Failed(what);
        if (_isUp)
            LogDown(what, fault.GetType().Name);
        _isUp = false;
    }

    [LoggerMessage(140, LogLevel.Information, "Redis answers")]
    private partial void LogUp();

    [LoggerMessage(141, LogLevel.Warning, "Redis does not answer in time ({What}: {Fault}); the poll and each replica's own limits hold until it does")]
    private partial void LogDown(string what, string fault);
}
