using Engagement.SqlServer.Tests.Binding;
using Engagement.SqlServer.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Engagement.SqlServer.Tests;

/// <summary>
/// Ties the migrations to the schema that statements are bound to: no change of the model is without a migration, and the whole
/// script, plain and idempotent, parses. What a migration says by hand (<c>migrationBuilder.Sql</c>) is bound by nobody.
/// </summary>
internal static class MigrationCheck
{
    /// <summary>Empty is a pass. Needs no database.</summary>
    public static IReadOnlyList<Finding> Run<TContext>(CheckedModel<TContext> model)
        where TContext : DbContext
    {
        using var connection = new CaptureConnection(new StatementLog(), "migrations");
        using var context = model.Create(connection);
        var script = context.GetService<IMigrator>();
        var findings = Parsed(script, MigrationsSqlGenerationOptions.Default).Concat(Parsed(script, MigrationsSqlGenerationOptions.Idempotent));
        return context.Database.HasPendingModelChanges()
            ? [new Finding(Instrument.Migrations, "model", "The model has changes without a migration.", ""), .. findings]
            : [.. findings];
    }

    private static IEnumerable<Finding> Parsed(IMigrator migrator, MigrationsSqlGenerationOptions options)
    {
        TSql.Parse(migrator.GenerateScript(options: options), out var errors);
        return errors.Select(e => new Finding(Instrument.Parser, $"migration script, {options}", e, ""));
    }
}
