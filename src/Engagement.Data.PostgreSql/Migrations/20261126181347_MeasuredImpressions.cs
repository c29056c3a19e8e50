using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class MeasuredImpressions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Measurable",
                table: "PlacementDays",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Measurable",
                table: "PlacementDays");
        }
    }
}
