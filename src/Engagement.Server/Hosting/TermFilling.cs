using Engagement.Data;
using Engagement.Discovery.Terms;
using Engagement.Live;

namespace Engagement.Server.Hosting;

/// <summary>Writes terms that an older version left out; again and again, since a replica of that version may still run.</summary>
internal sealed partial class TermFilling(MissingTerms terms, RetentionOptions options, TimeProvider time, ILogger<TermFilling> log)
    : RepeatedWork(options.Interval, time)
{
    protected override async Task RunOnceAsync(CancellationToken cancel)
    {
        if (await terms.FillAsync(cancel) is > 0 and var articles)
            LogFilled(articles);
    }

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(214, LogLevel.Information, "Terms of {Articles} articles written")]
    private partial void LogFilled(int articles);

    [LoggerMessage(215, LogLevel.Warning, "Terms of articles could not be written; trying again later")]
    private partial void LogFailed(Exception fault);
}
