using System.ComponentModel.DataAnnotations;

namespace Engagement.Server.Hosting;

/// <summary>Which database; section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary><c>Sqlite</c>, <c>SqlServer</c> or <c>PostgreSql</c>, compared without case. Default <c>Sqlite</c>.</summary>
    [Required]
    public string Provider { get; set; } = "Sqlite";

    /// <summary>In the engine's own terms. Default for SQLite: <c>engagement.db</c> in the storage folder; the others need one.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The longest wait for a connection to be made. Default: what the connection string says, else the driver's 15 s. Not for SQLite.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>
    /// The longest that one statement may take; a transaction ends by <c>Writes:Timeout</c> in any case. Default: what the
    /// connection string says, else 2 minutes on PostgreSQL and the driver's 30 s elsewhere. Keep it above
    /// <c>Transport:ExecutionTimeout</c> and twice <see cref="ConnectTimeout"/> together.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan? CommandTimeout { get; set; }

    /// <summary>
    /// The most connections that one replica opens; whoever needs one more waits. All replicas' together stay below what the
    /// server allows. Default: what the connection string says, else the driver's 100. Not for SQLite.
    /// </summary>
    [Range(4, 10_000)]
    public int? MaxPoolSize { get; set; }

    /// <summary>
    /// Whether the server brings the database up to date when it starts. Default: SQLite yes; the others no, since several
    /// servers may start at once and the account that serves need not be allowed to.
    /// </summary>
    public bool? MigrateAtStart { get; set; }

    /// <summary>Whether a server in Development fills a database without articles with the sample site. Default true.</summary>
    public bool SampleSite { get; set; } = true;
}
