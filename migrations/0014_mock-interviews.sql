CREATE TABLE "pairing_profiles" (
	"member_id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"role" text NOT NULL,
	"kinds" text[] NOT NULL,
	"field" text NOT NULL,
	"level" text NOT NULL,
	"languages" text[] NOT NULL,
	"free" smallint[] NOT NULL,
	"zone" text NOT NULL,
	"rhythm" text NOT NULL,
	"may_be_asked" boolean NOT NULL,
	"reminders" boolean NOT NULL,
	"introduction" "bytea",
	"paused_until" date,
	"next_round" text,
	"silent_rounds" integer DEFAULT 0 NOT NULL,
	"joined_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pairing_profiles" ADD CONSTRAINT "pairing_profiles_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;