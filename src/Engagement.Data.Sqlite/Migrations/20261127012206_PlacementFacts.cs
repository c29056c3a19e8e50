using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PlacementFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsMeasured",
                table: "PlacementEvents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsProven",
                table: "PlacementComplaints",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "ChangesJson",
                table: "CampaignSteps",
                type: "TEXT",
                nullable: true,
                collation: "BINARY");

            migrationBuilder.AddColumn<bool>(
                name: "IsHeld",
                table: "Campaigns",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsMeasured",
                table: "PlacementEvents");

            migrationBuilder.DropColumn(
                name: "IsProven",
                table: "PlacementComplaints");

            migrationBuilder.DropColumn(
                name: "ChangesJson",
                table: "CampaignSteps");

            migrationBuilder.DropColumn(
                name: "IsHeld",
                table: "Campaigns");
        }
    }
}
