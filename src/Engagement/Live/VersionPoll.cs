using Engagement.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Engagement.Live;

/// <summary>
/// Asks the database which articles changed, whoever changed them: what this process knows of other replicas. A change is
/// marked with the database's clock before it is committed, so that each question looks back further than the longest
/// transaction; now and then much further, for a clock that went backwards. Always runs, and survives faults.
/// </summary>
internal sealed partial class VersionPoll : RepeatedWork
{
    /// <summary>More than <see cref="WriteOptions.Timeout"/> may be.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongLookBack = TimeSpan.FromMinutes(10);

    /// <summary>The first poll and each one after so many looks back long.</summary>
    private const int LongEvery = 60;

    private readonly IDbContextFactory<EngagementDbContext> _contexts;
    private readonly SqlDialect _dialect;
    private readonly KnownVersions _known;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private DateTime? _last;
    private long _succeeded;
    private int _polls;

    public VersionPoll(
        IDbContextFactory<EngagementDbContext> contexts, SqlDialect dialect, KnownVersions known, LiveOptions options, LiveMetrics metrics,
        TimeProvider time, ILogger<VersionPoll> log) : base(options.PollInterval, time)
    {
        (_contexts, _dialect, _known, _time, _log) = (contexts, dialect, known, time, log);
        _succeeded = time.GetTimestamp();
        metrics.WatchLag(() => time.GetElapsedTime(Volatile.Read(ref _succeeded)));
    }

    /// <summary>Asks once.</summary>
    public async Task PollAsync(CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var now = await DatabaseClock.NowAsync(db, _dialect, cancel); // before the rows: what is committed meanwhile is found now or next time
        var since = (_last ?? now) - (_polls % LongEvery == 0 ? LongLookBack : LookBack);
        var changed = await db.Query<ChangedArticle>(
            _dialect, _ => """SELECT "Id", "Version", "ContentVersion" FROM "Articles" WHERE "ChangedAt" > {0}""", since).ToListAsync(cancel);
        foreach (var article in changed)
            _known.Raise(article.Id, article.Version, article.ContentVersion);
        _known.AskedAt = _time.GetTimestamp();
        _last = now;
        _polls++;
        Volatile.Write(ref _succeeded, _time.GetTimestamp());
    }

    /// <summary>Asks about these articles alone; unknown ids are left out.</summary>
    /// <param name="articleIds">At least one.</param>
    /// <param name="cancel">Ends the question.</param>
    public async Task AskAsync(IReadOnlyCollection<long> articleIds, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var found = await db.Query<ChangedArticle>(
            _dialect,
            d => $"""
                SELECT t."Id", t."Version", t."ContentVersion" FROM "Articles" AS t INNER JOIN {d.Rows("{0}", ("a", SqlType.Long))} ON t."Id" = r."a"
                """,
            SqlStatements.Json(articleIds.Select(id => new { a = id }))).ToListAsync(cancel);
        foreach (var article in found)
            _known.Raise(article.Id, article.Version, article.ContentVersion);
    }

    protected override Task RunOnceAsync(CancellationToken cancel) => PollAsync(cancel);

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(121, LogLevel.Error, "The poll for changes of articles failed")]
    private partial void LogFailed(Exception fault);

    private sealed record ChangedArticle(long Id, long Version, long ContentVersion);
}
