frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Gigafibre Fibre Drops by State"] = {
	method: "gigafibre_fsm.fibre_plant.dashboard_chart_source.gigafibre_fibre_drops_by_state.gigafibre_fibre_drops_by_state.get",
	filters: [],
};
