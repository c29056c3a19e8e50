using Engagement.Articles;
using Engagement.Data;
using Engagement.Discovery.Terms;
using Engagement.Live;

namespace Engagement.Server.Hosting;

/// <summary>Writes what an older version left out of articles: addresses, share codes, terms. Again and again, since a replica of that version may still run.</summary>
internal sealed partial class ArticleFilling(
    MissingAddresses addresses, MissingShareCodes codes, MissingTerms terms, RetentionOptions options, TimeProvider time, ILogger<ArticleFilling> log)
    : RepeatedWork(options.Interval, time)
{
    protected override async Task RunOnceAsync(CancellationToken cancel)
    {
        if (await addresses.FillAsync(cancel) is > 0 and var rows)
            LogAddresses(rows);
        if (await codes.FillAsync(cancel) is > 0 and var given)
            LogCodes(given);
        if (await terms.FillAsync(cancel) is > 0 and var indexed)
            LogTerms(indexed);
    }

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(212, LogLevel.Information, "{Rows} addresses of articles written")]
    private partial void LogAddresses(int rows);

    [LoggerMessage(214, LogLevel.Information, "{Rows} articles got a share code")]
    private partial void LogCodes(int rows);

    [LoggerMessage(215, LogLevel.Information, "Terms of {Articles} articles written")]
    private partial void LogTerms(int articles);

    [LoggerMessage(213, LogLevel.Warning, "Addresses, share codes or terms of articles could not be written; trying again later")]
    private partial void LogFailed(Exception fault);
}
