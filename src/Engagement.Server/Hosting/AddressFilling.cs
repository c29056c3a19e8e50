using Engagement.Articles;
using Engagement.Data;
using Engagement.Live;

namespace Engagement.Server.Hosting;

/// <summary>Writes addresses that an older version left out; again and again, since a replica of that version may still run.</summary>
internal sealed partial class AddressFilling(MissingAddresses addresses, RetentionOptions options, TimeProvider time, ILogger<AddressFilling> log)
    : RepeatedWork(options.Interval, time)
{
    protected override async Task RunOnceAsync(CancellationToken cancel)
    {
        if (await addresses.FillAsync(cancel) is > 0 and var rows)
            LogFilled(rows);
    }

    protected override void Failed(Exception fault) => LogFailed(fault);

    [LoggerMessage(212, LogLevel.Information, "{Rows} addresses of articles written")]
    private partial void LogFilled(int rows);

    [LoggerMessage(213, LogLevel.Warning, "Addresses of articles could not be written; trying again later")]
    private partial void LogFailed(Exception fault);
}
