CREATE TABLE "goal_history" (
	"id" uuid PRIMARY KEY NOT NULL,
	"goal_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"replaced_on" date NOT NULL,
	"amount" numeric(8, 2) NOT NULL,
	"every" text,
	"by_date" date,
	"words" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goal_logs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"goal_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"on_date" date NOT NULL,
	"amount" numeric(8, 2) NOT NULL,
	"logged_at" timestamp with time zone NOT NULL,
	"words" "bytea"
);
--> statement-breakpoint
CREATE TABLE "goals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"visibility" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"amount" numeric(8, 2) NOT NULL,
	"every" text,
	"by_date" date,
	"words" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "goal_history" ADD CONSTRAINT "goal_history_goal_id_goals_id_fk" FOREIGN KEY ("goal_id") REFERENCES "public"."goals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_history" ADD CONSTRAINT "goal_history_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_logs" ADD CONSTRAINT "goal_logs_goal_id_goals_id_fk" FOREIGN KEY ("goal_id") REFERENCES "public"."goals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_logs" ADD CONSTRAINT "goal_logs_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "goal_history_goal" ON "goal_history" USING btree ("goal_id");--> statement-breakpoint
CREATE INDEX "goal_logs_member" ON "goal_logs" USING btree ("member_id","on_date");--> statement-breakpoint
CREATE INDEX "goal_logs_goal" ON "goal_logs" USING btree ("goal_id");--> statement-breakpoint
CREATE INDEX "goals_member" ON "goals" USING btree ("member_id");