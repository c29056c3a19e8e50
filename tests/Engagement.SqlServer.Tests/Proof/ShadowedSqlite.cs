using Engagement.SqlServer.Tests.Capture;
using Engagement.SqlServer.Tests.Sample;
using Engagement.SqlServer.Tests.Shadow;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Engagement.SqlServer.Tests.Proof;

/// <summary>The sample model on a SQLite database in memory, shadowed.</summary>
internal sealed class ShadowedSqlite : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly DbContextOptions<SampleContext> _options;

    /// <param name="log">Of its own if not given; a shared one comes with the interceptor that writes it.</param>
    public ShadowedSqlite(StatementLog? log = null, ShadowInterceptor<SampleContext>? interceptor = null)
    {
        Log = log ?? new StatementLog();
        _connection.Open();
        _options = new DbContextOptionsBuilder<SampleContext>().UseSqlite(_connection)
            .AddInterceptors(interceptor ?? new ShadowInterceptor<SampleContext>(Log, Written, CheckedModels.Sample.Create))
            .EnableServiceProviderCaching(false) // an interceptor each, as nobody else has
            .Options;
        using var context = Open();
        context.Database.EnsureCreated();
    }

    public StatementLog Log { get; }

    public HandWritten Written { get; } = new();

    public IEnumerable<string> Texts => Log.Statements.Select(s => s.Text);

    public SampleContext Open() => new(_options, SampleContext.SqliteCollation);

    public void Dispose() => _connection.Dispose();
}
