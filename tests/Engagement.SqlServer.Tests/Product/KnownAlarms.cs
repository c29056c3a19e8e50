namespace Engagement.SqlServer.Tests.Product;

/// <summary>What an instrument says and SQL Server would not.</summary>
internal static class KnownAlarms
{
    private static readonly IReadOnlyList<Alarm> All =
    [
        new(Instrument.Capture, "pragma_journal_mode", "SqliteEngine", "SQLite's own question about its own file; SQL Server's engine asks another."),
        new(Instrument.Binder, "[sys].[databases]", "SqlServerEngine", "The model has no system tables; the column is in Microsoft's reference of sys.databases."),
        new(Instrument.Binder, "[sys].[identity_columns]", "create script", "EF's own, around the row that the model puts into Terms; the model has no system tables."),
    ];

    /// <summary>Those that were not raised by any of the findings: no longer true, to be deleted.</summary>
    public static IReadOnlyList<string> Stale(IReadOnlyList<Finding> findings) =>
        [.. All.Where(a => !findings.Any(a.Is)).Select(a => $"{a.Origin}: {a.Message}")];

    public static bool Has(Finding finding) => All.Any(a => a.Is(finding));

    private sealed record Alarm(Instrument Instrument, string Message, string Origin, string Why)
    {
        public bool Is(Finding finding) => finding.Instrument == Instrument
            && finding.Message.Contains(Message, StringComparison.Ordinal) && finding.Origin.StartsWith(Origin, StringComparison.Ordinal);
    }
}
