using Engagement.SqlServer.Tests.Binding;
using Engagement.SqlServer.Tests.Capture;
using Engagement.SqlServer.Tests.Lint;
using Microsoft.EntityFrameworkCore;

namespace Engagement.SqlServer.Tests;

/// <summary>
/// A spelling check of everything that SQL Server would be sent, for machines on which SQL Server cannot run.
/// <list type="number">
/// <item>Capture. <see cref="Product.ProductRun"/> drives the whole product once on SQLite, in this process, so that every build
/// checks the same statements whatever other test projects do: each field, mutation, worker and command that sends something.
/// A <see cref="Shadow.ShadowInterceptor{TContext}"/> repeats every query and save on EF's SQL Server provider over a
/// <see cref="CaptureConnection"/>, into one <see cref="StatementLog"/>; statements written by hand come with their SQL Server
/// text from <see cref="Data.SqlDialect.Observer"/>. Nothing is left out in silence: what cannot be repeated is a gap and fails;
/// each call in the compiled product that sends a command must have been seen sending one (<see cref="Product.SqlSites"/>), each
/// command seen must come from such a call, and no SQL text goes another way (<see cref="Product.SqlEscapes"/>).</item>
/// <item>Parse, with the grammar of SQL Server 2022.</item>
/// <item>Bind. The schema comes from EF's own create script; each statement becomes a procedure in a model of DacFx
/// (<see cref="StatementBinder"/>), and every name that does not resolve is a finding.</item>
/// <item>Lint, for what both let through (<see cref="StatementLint"/>, <see cref="SchemaLint"/>).</item>
/// </list>
/// It proves itself on kept wrong statements (Proof). The suite against a real SQL Server is the proof of the rest.
/// </summary>
/// <remarks>
/// What nobody here sees, and where SQL Server differs:
/// <list type="bullet">
/// <item>Types that do not fit, limits at run time, plans, and what a statement does. Of a place that puts a query together in
/// several ways, only those ways that <see cref="Product.Scenario"/> goes.</item>
/// <item>Locks. That XLOCK and REPEATABLEREAD keep each other out while READ_COMMITTED_SNAPSHOT is on, as FOR UPDATE and FOR
/// SHARE do on PostgreSQL; that locks of one statement a row are taken in that order; that a check after the lock sees what was
/// committed while it waited.</item>
/// <item>A row that points to another takes a shared lock there, whatever the isolation: a new comment waits for whoever holds its
/// article or its author exclusively, which the order of locking allows for.</item>
/// <item>Insert-or-ignore locks ranges of keys (UPDLOCK, HOLDLOCK): replicas with neighbouring new keys wait for each other and
/// may deadlock, error 1205, which is tried again. Above 5,000 locks of one statement the table is locked.</item>
/// <item>A failed statement leaves the transaction alive or ends it, depending on the error; all of ours are tried again whole.
/// The numbers of transient errors and duplicates are from the manual.</item>
/// <item>Texts compare without their trailing spaces, in binary collations too: keys and subjects are refused or replaced before
/// they come here; a moderator's filter by channel finds it with spaces behind as well.</item>
/// <item>EF saves in batches of 42 commands here, so a group commit takes more round trips than elsewhere.</item>
/// </list>
/// </remarks>
internal sealed class SqlServerCheck
{
    private readonly SchemaScript _schema;
    private readonly StatementBinder _binder;
    private readonly StatementLint _lint;

    private SqlServerCheck(SchemaScript schema)
    {
        _schema = schema;
        _binder = new StatementBinder(schema.Creates);
        _lint = new StatementLint(schema.Creates);
    }

    /// <exception cref="InvalidOperationException">EF's create script of the model does not parse.</exception>
    public static SqlServerCheck Of<TContext>(CheckedModel<TContext> model)
        where TContext : DbContext
    {
        using var connection = new CaptureConnection(new StatementLog(), "create script");
        using var context = model.Create(connection);
        var schema = SchemaScript.Read(context.Database.GenerateCreateScript());
        return new SqlServerCheck(schema with { Creates = [.. schema.Creates, .. model.MoreSchema] });
    }

    /// <summary>Every finding of every instrument; empty is a pass. About a second for each hundred statements.</summary>
    public IReadOnlyList<Finding> Run(StatementLog log) =>
    [
        .. log.Gaps.Select(g => new Finding(Instrument.Capture, g.Origin, g.Message, "")),
        .. new SchemaLint(_schema.Creates).Look(),
        .. Run([.. log.Statements, .. _schema.Others.Select(o => new CapturedStatement(o, [], "create script"))]),
    ];

    /// <inheritdoc cref="Run(StatementLog)"/>
    public IReadOnlyList<Finding> Run(IReadOnlyList<CapturedStatement> statements) =>
        [.. _binder.Bind(statements), .. statements.SelectMany(_lint.Look)];
}
