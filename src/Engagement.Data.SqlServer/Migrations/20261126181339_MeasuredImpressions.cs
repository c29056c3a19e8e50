using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.SqlServer.Migrations
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
                type: "int",
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
