using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Engagement.Data;

/// <summary>What an engine adds to the model: a binary collation on every string, so that keys compare exactly on each.</summary>
internal abstract class EngineModelCustomizer(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    /// <summary>The engine's collation that compares by code units or bytes.</summary>
    protected abstract string BinaryCollation { get; }

    /// <inheritdoc/>
    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            if (property.ClrType == typeof(string))
                property.SetCollation(BinaryCollation);
    }
}
