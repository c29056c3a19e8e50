using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Readers;

internal sealed class ReaderConfiguration : IEntityTypeConfiguration<Reader>, IEntityTypeConfiguration<ReaderStamp>
{
    public void Configure(EntityTypeBuilder<Reader> builder)
    {
        builder.ToTable("Readers");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Subject).HasMaxLength(Caller.MaxSubjectLength);
        builder.Property(r => r.Name).HasMaxLength(Caller.MaxNameLength);
        builder.Property(r => r.Picture).HasMaxLength(Caller.MaxPictureLength);
        builder.Property(r => r.BadgeLines).HasMaxLength(Caller.MaxBadges * (Caller.MaxBadgeLength + 1));
        builder.Ignore(r => r.Badges).Ignore(r => r.IsStaff);
        builder.HasIndex(r => r.Subject).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ReaderStamp> builder)
    {
        builder.ToTable("ReaderStamps");
        builder.HasKey(s => s.ReaderId);
        builder.Property(s => s.ReaderId).ValueGeneratedNever();
    }
}
